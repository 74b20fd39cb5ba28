import { createHash, randomBytes } from "node:crypto";
import { type FakeAnswer, type FakeServer, type RecordedRequest, startFakeServer } from "../fake-server";
import { type ClientTokenPayload, readClientToken } from "./client-token";
import { issueToken, readSignedAddress } from "./signed-address";

export const BLOB_FAKE = {
  token: "vercel_blob_rw_fAkEsToRe01_blob-fake-secret-never-to-be-seen",
  storeId: "fAkEsToRe01",
  /** What the platform gives to a running function: the fake takes it as it is, and a real one is a JWT. */
  oidcToken: jwt({ owner_id: "team_1", project_id: "prj_1", exp: 4_102_444_800 }),
} as const;

const STORE_ID = BLOB_FAKE.storeId;
const API = "/api/blob";
const OBJECTS = "/objects/";

type StoredObject = { bytes: Buffer; contentType: string; etag: string; maxAge: number; uploadedAt: string };

export type BlobFake = FakeServer & {
  /** Value of `VERCEL_BLOB_API_URL`. */
  readonly apiUrl: string;
  /** By pathname. */
  readonly objects: Map<string, StoredObject>;
  /** Moves the service's clock, so that client tokens expire. */
  advance(seconds: number): void;
};

type Options = {
  port?: number;
  access?: "private" | "public";
  /** `oidc`: the store was connected by OIDC, has no read-write token and takes none. Default: `token`. */
  credentials?: "token" | "oidc";
};

/** What the caller of the control API may do: everything, or one put. */
type Caller = { client: ClientTokenPayload | null };

// `authorization` is not covered by `*`, so the service lists what it allows by name.
const CORS = {
  "access-control-allow-origin": "*",
  "access-control-allow-methods": "PUT,POST,OPTIONS",
  "access-control-allow-headers": [
    "authorization",
    "content-type",
    "x-add-random-suffix",
    "x-allow-overwrite",
    "x-api-blob-request-attempt",
    "x-api-blob-request-id",
    "x-api-version",
    "x-cache-control-max-age",
    "x-content-length",
    "x-content-type",
    "x-if-match",
    "x-vercel-blob-access",
    "x-vercel-blob-store-id",
  ].join(","),
};

/**
 * Vercel Blob with one store, private by default: the part of the control API that the product uses
 * (put, head and delete, with the store's token, a client token or a signed address; what signs addresses) and the
 * host of the objects.
 */
export async function startBlobFake({
  port = 0,
  access = "private",
  credentials = "token",
}: Options = {}): Promise<BlobFake> {
  const objects = new Map<string, StoredObject>();
  let skewMs = 0;

  const answer = (request: RecordedRequest): FakeAnswer => {
    if (request.path.startsWith(OBJECTS)) return serveObject(request);
    if (request.path !== API && !request.path.startsWith(`${API}/`))
      return refusal(404, "not_found", "The requested route does not exist");
    if (request.method === "OPTIONS") return { status: 204, headers: CORS };
    const { status, headers, body } = control(request);
    return { ...(status === undefined ? {} : { status }), headers: { ...headers, ...CORS }, body };
  };

  const control = (request: RecordedRequest): FakeAnswer => {
    if (request.headers["x-api-version"] !== "12") return refusal(400, "bad_request", "Unsupported API version");
    const caller = authorise(request);
    if (caller === null) return refusal(403, "forbidden", "Access denied");
    if ((request.headers["x-vercel-blob-store-id"] ?? STORE_ID) !== STORE_ID)
      return refusal(404, "store_not_found", "The store does not exist");
    const route = `${request.method} ${request.path.slice(API.length).replace(/\/$/, "")}`;
    if (route === "PUT " && request.query.has("pathname")) return putObject(request, caller);
    if (caller.client !== null)
      return refusal(403, "client_token_not_allowed", "This operation is not available when using a client token.");
    if (route === "GET " && request.query.has("url")) {
      const pathname = pathnameOf(request.query.get("url") ?? "");
      const found = objects.get(pathname);
      if (found === undefined) return refusal(404, "not_found", "The requested blob does not exist");
      const { bytes, uploadedAt, maxAge } = found;
      return {
        body: {
          ...described(request, pathname, found),
          size: bytes.length,
          uploadedAt,
          cacheControl: cacheControl(maxAge),
        },
      };
    }
    if (route === "POST /signed-token")
      return { body: issueToken(request.body.toString(), STORE_ID, Date.now() + skewMs) };
    if (route === "POST /delete") {
      const { urls } = JSON.parse(request.body.toString()) as { urls: string[] };
      for (const url of urls) objects.delete(pathnameOf(url));
      return { headers: { "content-type": "application/json" }, body: "null" };
    }
    return refusal(400, "bad_request", "This stand-in does not know this operation");
  };

  const isOwner = ({ headers }: RecordedRequest): boolean => {
    const token = /^Bearer (.+)$/.exec(headers["authorization"] ?? "")?.[1] ?? "";
    return token === (credentials === "token" ? BLOB_FAKE.token : BLOB_FAKE.oidcToken);
  };

  const authorise = (request: RecordedRequest): Caller | null => {
    const { headers, query } = request;
    if (query.has("vercel-blob-signature")) {
      const allowed = readSignedAddress(query, "put", query.get("pathname") ?? "", Date.now() + skewMs);
      return typeof allowed === "string" ? null : { client: allowed };
    }
    // The token of a function names no store, so that each call has to.
    if (isOwner(request))
      return credentials === "token" || headers["x-vercel-blob-store-id"] !== undefined ? { client: null } : null;
    if (credentials === "oidc") return null;
    const client = readClientToken(headers["authorization"]?.replace(/^Bearer /, "") ?? "", BLOB_FAKE.token);
    return client === null ? null : { client };
  };

  const putObject = (request: RecordedRequest, { client }: Caller): FakeAnswer => {
    const { headers, body: bytes, query } = request;
    const pathname = query.get("pathname") ?? "";
    const contentType = headers["x-content-type"] ?? "application/octet-stream";
    const refused = client === null ? null : refusedClient(client, { pathname, contentType, size: bytes.length });
    if (refused !== null) return refused;
    if (pathname === "" || pathname.length > 950 || pathname.includes("//"))
      return refusal(400, "bad_request", "The pathname is not valid");
    if (headers["x-vercel-blob-access"] !== access)
      return refusal(400, "bad_request", `Cannot use ${headers["x-vercel-blob-access"]} access on a ${access} store`);
    if (headers["x-content-length"] !== undefined && Number(headers["x-content-length"]) !== bytes.length)
      return refusal(400, "bad_request", "The body is not as long as x-content-length says");
    const flag = (name: string, allowed: boolean | undefined) =>
      client === null ? headers[name] === "1" : allowed === true;
    const maxAge = Number(client?.cacheControlMaxAge ?? headers["x-cache-control-max-age"] ?? 30 * 86_400);
    if (!(maxAge >= 60)) return refusal(400, "bad_request", "cacheControlMaxAge must be at least 60 seconds");

    const name = flag("x-add-random-suffix", client?.addRandomSuffix) ? withSuffix(pathname) : pathname;
    const ifMatch = headers["x-if-match"];
    if (ifMatch !== undefined && objects.get(name)?.etag !== ifMatch)
      return refusal(412, "precondition_failed", "Precondition failed");
    if (objects.has(name) && ifMatch === undefined && !flag("x-allow-overwrite", client?.allowOverwrite))
      return refusal(400, "bad_request", "This blob already exists, use `allowOverwrite: true` to overwrite it.");
    const etag = `"${createHash("md5").update(bytes).digest("hex")}"`;
    const object = { bytes, contentType, etag, maxAge, uploadedAt: new Date().toISOString() };
    objects.set(name, object);
    return { body: described(request, name, object) };
  };

  /** With the sentences by which the SDK tells these refusals apart. */
  const refusedClient = (
    client: ClientTokenPayload,
    put: { pathname: string; contentType: string; size: number },
  ): FakeAnswer | null => {
    if (Date.now() + skewMs > client.validUntil) return refusal(403, "forbidden", "Token expired");
    if (put.pathname !== client.pathname)
      return refusal(400, "bad_request", '"pathname" does not match the token payload');
    const { allowedContentTypes: types, maximumSizeInBytes: most } = client;
    if (types !== undefined && !types.some((type) => fits(put.contentType, type)))
      return refusal(400, "bad_request", `"contentType" ${put.contentType} is not allowed`);
    if (most !== undefined && put.size > most)
      return refusal(400, "bad_request", `the file length cannot be greater than ${most} bytes`);
    return null;
  };

  const serveObject = (request: RecordedRequest): FakeAnswer => {
    const { method } = request;
    if (method !== "GET" && method !== "HEAD") return { status: 405 };
    const cors: Record<string, string> = access === "public" ? { "access-control-allow-origin": "*" } : {};
    const pathname = decodeURIComponent(request.path.slice(OBJECTS.length));
    const signed = () => typeof readSignedAddress(request.query, "get", pathname, Date.now() + skewMs) !== "string";
    if (access === "private" && !isOwner(request) && !signed()) return { status: 403, body: "Forbidden" };
    const found = objects.get(pathname);
    if (found === undefined) return { status: 404, headers: cors, body: "Not found" };
    const { bytes, contentType, etag, maxAge } = found;
    const own = {
      ...cors,
      "content-type": contentType,
      "content-length": String(bytes.length),
      "content-disposition": "inline",
      "cache-control": `${access}, max-age=${maxAge}`,
      etag,
    };
    return { headers: own, body: method === "HEAD" ? "" : bytes };
  };

  const server = await startFakeServer(answer, port);
  return {
    ...server,
    apiUrl: `${server.url}${API}`,
    objects,
    advance: (seconds) => void (skewMs += seconds * 1000),
    reset: () => {
      server.reset();
      objects.clear();
      skewMs = 0;
    },
  };
}

/** A token as OIDC has them, signed by nobody. */
function jwt(payload: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  return `${part({ alg: "RS256", typ: "JWT" })}.${part(payload)}.fake-signature`;
}

const refusal = (status: number, code: string, message: string): FakeAnswer => ({
  status,
  body: { error: { code, message } },
});

const cacheControl = (maxAge: number): string => `public, max-age=${maxAge}`;

/** Addresses by the name that the caller knows the service under. */
function described({ headers }: RecordedRequest, pathname: string, { contentType, etag }: StoredObject) {
  const url = `http://${headers["host"]}${OBJECTS}${encodeURIComponent(pathname).replaceAll("%2F", "/")}`;
  return { url, downloadUrl: `${url}?download=1`, pathname, contentType, contentDisposition: "inline", etag };
}

const pathnameOf = (urlOrPathname: string): string =>
  URL.canParse(urlOrPathname)
    ? decodeURIComponent(new URL(urlOrPathname).pathname.slice(OBJECTS.length))
    : urlOrPathname;

const withSuffix = (pathname: string): string =>
  pathname.replace(/(\.[^./]*)?$/, (extension) => `-${randomBytes(15).toString("hex")}${extension}`);

const fits = (contentType: string, allowed: string): boolean =>
  allowed === contentType || (allowed.endsWith("/*") && contentType.startsWith(allowed.slice(0, -1)));
