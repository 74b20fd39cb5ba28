/**
 * What a Vercel Blob store is reached by. `token` null: by the token that the platform gives each running function for
 * a store that the project is connected to (OIDC). `apiUrl` null: Vercel's own.
 */
export type VercelStore = {
  token: string | null;
  storeId: string;
  access: "private" | "public";
  apiUrl: string | null;
  /** Browsers may be sent there to see a picture. */
  showsPictures: boolean;
};

export type VercelAddresses = {
  /** Address of the control API, without a final slash. */
  api: string;
  /** Origin at which the objects of this very store are served. */
  objects: string;
  /** Where an object is served, without what proves that it may be seen. */
  objectUrl(key: string): string;
};

/** The addresses of a store; a stand-in serves its objects from the origin of its API. */
export function vercelAddresses({
  storeId,
  access,
  apiUrl,
}: Pick<VercelStore, "storeId" | "access" | "apiUrl">): VercelAddresses {
  const api = (apiUrl ?? "https://vercel.com/api/blob").replace(/\/+$/, "");
  const objects =
    apiUrl === null ? `https://${storeId.toLowerCase()}.${access}.blob.vercel-storage.com` : new URL(api).origin;
  return { api, objects, objectUrl: (key) => `${objects}${apiUrl === null ? "" : "/objects"}/${key}` };
}

/** The store that a read-write token opens. */
export const storeOfToken = (token: string): string => token.split("_")[3] ?? "";

/** A store's id as addresses have it: the integration writes `store_` before it. */
export const bareStoreId = (id: string): string => id.replace(/^store_/, "");
