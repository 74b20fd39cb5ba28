import { createHash } from "node:crypto";
import { type FakeAnswer, type FakeServer, type RecordedRequest, startFakeServer } from "../fake-server";
import { findSignatureFault } from "./signature";

export const S3_FAKE = {
  bucket: "mizual-pictures",
  accessKey: "AKIAMIZUALFAKE000001",
  secretKey: "s3-fake-secret-key-never-to-be-seen",
  region: "eu-fake-1",
} as const;

type StoredObject = { bytes: Buffer; contentType: string; etag: string };

export type S3Fake = FakeServer & {
  /** By key. */
  readonly objects: Map<string, StoredObject>;
  /** How a refusal of another region says which is right: as S3 does, in its body alone as others do, or not at all. */
  tellRegion: "header" | "body" | "never";
  /** Moves the store's clock, so that signed addresses expire. */
  advance(seconds: number): void;
};

type Options = {
  port?: number;
  /** Origins that the bucket's CORS rules allow to put; `*` for any. Default: `*`. */
  corsOrigins?: readonly string[];
};

/**
 * An S3-compatible store with one bucket, addressed by path. Strict about signatures, expiry and
 * signed headers; it knows objects (PUT, GET, HEAD, DELETE) and `HEAD` of the bucket.
 */
export async function startS3Fake({ port = 0, corsOrigins = ["*"] }: Options = {}): Promise<S3Fake> {
  const objects = new Map<string, StoredObject>();
  let skewMs = 0;
  const says: Pick<S3Fake, "tellRegion"> = { tellRegion: "header" };

  const answer = (request: RecordedRequest): FakeAnswer => {
    const cors = corsHeaders(request, corsOrigins);
    if (request.method === "OPTIONS") return preflight(request, cors);
    const { status, headers, body } = serve(request);
    return { ...(status === undefined ? {} : { status }), headers: { ...headers, ...cors }, body };
  };

  const serve = (request: RecordedRequest): FakeAnswer => {
    const [, bucket, key = ""] = /^\/([^/]+)\/?(.*)$/.exec(request.path) ?? [];
    if (bucket === undefined) return refusal(request, 405, "MethodNotAllowed", "This method is not allowed here.");
    const fault = findSignatureFault(request, S3_FAKE, Date.now() + skewMs);
    if (fault?.code === "AuthorizationHeaderMalformed") return otherRegion(request, fault.message, says.tellRegion);
    if (fault !== null) return refusal(request, fault.status, fault.code, fault.message);
    if (bucket !== S3_FAKE.bucket) return refusal(request, 404, "NoSuchBucket", "The specified bucket does not exist");
    if (key === "") {
      if (request.method === "HEAD") return { headers: { "x-amz-bucket-region": S3_FAKE.region } };
      if (request.method === "GET") return { body: "<ListBucketResult></ListBucketResult>" };
      return refusal(request, 405, "MethodNotAllowed", "This method is not allowed here.");
    }
    return serveObject(objects, decodeURIComponent(key), request);
  };

  const server = await startFakeServer(answer, port);
  return Object.assign(says, {
    ...server,
    objects,
    advance: (seconds: number) => void (skewMs += seconds * 1000),
    reset: () => {
      server.reset();
      objects.clear();
      skewMs = 0;
      says.tellRegion = "header";
    },
  });
}

function serveObject(objects: Map<string, StoredObject>, key: string, request: RecordedRequest): FakeAnswer {
  const found = objects.get(key);
  switch (request.method) {
    case "PUT": {
      if (request.headers["content-length"] === undefined)
        return refusal(request, 411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
      if (request.headers["if-none-match"] === "*" && found !== undefined)
        return refusal(request, 412, "PreconditionFailed", "At least one of the preconditions did not hold");
      const etag = `"${createHash("md5").update(request.body).digest("hex")}"`;
      const contentType = request.headers["content-type"] ?? "binary/octet-stream";
      objects.set(key, { bytes: request.body, contentType, etag });
      return { headers: { etag } };
    }
    case "GET":
    case "HEAD": {
      if (found === undefined) return refusal(request, 404, "NoSuchKey", "The specified key does not exist.");
      const { bytes, contentType, etag } = found;
      const told = request.query.get("response-cache-control");
      const headers = {
        "content-type": contentType,
        "content-length": String(bytes.length),
        etag,
        ...(told !== null && { "cache-control": told }),
      };
      return { headers, body: request.method === "HEAD" ? "" : bytes };
    }
    case "DELETE":
      objects.delete(key);
      return { status: 204 };
    default:
      return refusal(request, 405, "MethodNotAllowed", "This method is not allowed here.");
  }
}

/** As S3 refuses: XML, without a body to HEAD, and for a wrong signature with the access key in it. */
function refusal({ method }: RecordedRequest, status: number, code: string, message: string): FakeAnswer {
  const seen = code === "SignatureDoesNotMatch" ? `<AWSAccessKeyId>${S3_FAKE.accessKey}</AWSAccessKeyId>` : "";
  const xml = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message>${seen}</Error>`;
  return { status, headers: { "content-type": "application/xml" }, body: method === "HEAD" ? "" : xml };
}

function otherRegion(request: RecordedRequest, message: string, tells: S3Fake["tellRegion"]): FakeAnswer {
  const said = tells === "never" ? "the region is wrong" : message;
  const answer = refusal(request, 400, "AuthorizationHeaderMalformed", said);
  const header: Record<string, string> = tells === "header" ? { "x-amz-bucket-region": S3_FAKE.region } : {};
  return { ...answer, headers: { ...answer.headers, ...header } };
}

function corsHeaders({ headers }: RecordedRequest, allowed: readonly string[]): Record<string, string> {
  const { origin } = headers;
  if (origin === undefined || !(allowed.includes("*") || allowed.includes(origin))) return {};
  return { "access-control-allow-origin": allowed.includes("*") ? "*" : origin, vary: "Origin" };
}

function preflight(request: RecordedRequest, cors: Record<string, string>): FakeAnswer {
  if (request.headers["access-control-request-method"] !== "PUT" || Object.keys(cors).length === 0)
    return refusal(request, 403, "AccessForbidden", "CORSResponse: This CORS request is not allowed.");
  const asked = { "access-control-allow-methods": "PUT", "access-control-allow-headers": "content-type" };
  return { status: 200, headers: { ...cors, ...asked } };
}
