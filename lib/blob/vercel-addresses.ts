/** What a Vercel Blob store is reached by. `apiUrl` null: Vercel's own. */
export type VercelStore = { token: string; access: "private" | "public"; apiUrl: string | null };

export type VercelAddresses = {
  /** Address of the control API, without a final slash. */
  api: string;
  /** Where the objects of this very store are served. */
  objects: string;
  /** Whether the store's token may be sent there, to read an object. */
  trusts(url: string): boolean;
};

/** The addresses of a store; a stand-in serves its objects from the origin of its API. */
export function vercelAddresses({ token, access, apiUrl }: VercelStore): VercelAddresses {
  const api = (apiUrl ?? "https://vercel.com/api/blob").replace(/\/+$/, "");
  const id = (token.split("_")[3] ?? "").toLowerCase();
  const objects = apiUrl === null ? `https://${id}.${access}.blob.vercel-storage.com` : new URL(api).origin;
  return {
    api,
    objects,
    trusts: (url) => URL.canParse(url) && isTrusted(new URL(url), apiUrl === null ? null : objects),
  };
}

function isTrusted(url: URL, standIn: string | null): boolean {
  if (url.username !== "" || url.password !== "") return false;
  if (standIn !== null) return url.origin === standIn;
  return url.protocol === "https:" && url.port === "" && url.hostname.endsWith(".blob.vercel-storage.com");
}
