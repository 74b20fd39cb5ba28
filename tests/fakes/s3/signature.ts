import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { RecordedRequest } from "../fake-server";

type Key = { accessKey: string; secretKey: string; region: string };

/** What S3 answers to a request that is not signed as it should be. */
export type SignatureFault = { status: 400 | 403; code: string; message: string };

const UNSIGNED = "UNSIGNED-PAYLOAD";

const SKEW_MS = 15 * 60 * 1000;

const sha256 = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Buffer, data: string): Buffer => createHmac("sha256", key).update(data).digest();

const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/** One form for both kinds of request: signed by a header, or by its query. */
type Signed = { credential: string; date: string; expires: number | null; names: string[]; signature: string };

/** Checks AWS Signature Version 4 as S3 does. `now` in milliseconds. `null`: the request is in order. */
export function findSignatureFault(request: RecordedRequest, key: Key, now: number): SignatureFault | null {
  const signed = request.query.has("X-Amz-Signature") ? fromQuery(request) : fromHeader(request);
  if (signed === null) return denied("Access Denied");
  const [accessKey, day, region, service, end] = signed.credential.split("/");
  if (accessKey !== key.accessKey)
    return { status: 403, code: "InvalidAccessKeyId", message: "The access key does not exist in our records." };
  if (region !== key.region || service !== "s3" || end !== "aws4_request")
    return {
      status: 400,
      code: "AuthorizationHeaderMalformed",
      message: `the region is wrong; expecting '${key.region}'`,
    };

  const at = Date.parse(signed.date.replace(/^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/, "$1-$2-$3T$4:$5:$6Z"));
  if (Number.isNaN(at) || !signed.date.startsWith(String(day))) return denied("The date is not valid");
  if (signed.expires === null) {
    if (Math.abs(now - at) > SKEW_MS) return { status: 403, code: "RequestTimeTooSkewed", message: "Clocks differ." };
  } else {
    if (signed.expires < 1 || signed.expires > 604_800)
      return { status: 400, code: "AuthorizationQueryParametersError", message: "X-Amz-Expires is out of range" };
    if (now > at + signed.expires * 1000) return denied("Request has expired");
  }

  const must = ["host", ...Object.keys(request.headers).filter((name) => name.startsWith("x-amz-"))];
  if (must.some((name) => !signed.names.includes(name)))
    return denied("There were headers present in the request which were not signed");
  const payload = request.headers["x-amz-content-sha256"] ?? UNSIGNED;
  if (payload !== UNSIGNED && payload !== sha256(request.body))
    return { status: 400, code: "XAmzContentSHA256Mismatch", message: "The body is not the one that was signed." };

  const wanted = signatureOf(request, signed, { ...key, day: String(day) }, payload);
  const same =
    wanted.length === signed.signature.length && timingSafeEqual(Buffer.from(wanted), Buffer.from(signed.signature));
  return same
    ? null
    : {
        status: 403,
        code: "SignatureDoesNotMatch",
        message: "The request signature we calculated does not match the signature you provided.",
      };
}

const denied = (message: string): SignatureFault => ({ status: 403, code: "AccessDenied", message });

function fromHeader({ headers }: RecordedRequest): Signed | null {
  const parts = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/.exec(
    headers["authorization"] ?? "",
  );
  const date = headers["x-amz-date"];
  if (parts === null || date === undefined) return null;
  const [, credential = "", names = "", signature = ""] = parts;
  return { credential, date, expires: null, names: names.split(";"), signature };
}

function fromQuery({ query }: RecordedRequest): Signed | null {
  if (query.get("X-Amz-Algorithm") !== "AWS4-HMAC-SHA256") return null;
  return {
    credential: query.get("X-Amz-Credential") ?? "",
    date: query.get("X-Amz-Date") ?? "",
    expires: Number(query.get("X-Amz-Expires") ?? Number.NaN),
    names: (query.get("X-Amz-SignedHeaders") ?? "").split(";"),
    signature: query.get("X-Amz-Signature") ?? "",
  };
}

function signatureOf(
  { method, path, query, headers }: RecordedRequest,
  { credential, date, names }: Signed,
  { secretKey, region, day }: Key & { day: string },
  payload: string,
): string {
  const parameters = [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort();
  const canonical = [
    method,
    path,
    parameters.join("&"),
    ...names.map((name) => `${name}:${(headers[name] ?? "").trim().replaceAll(/ +/g, " ")}`),
    "",
    names.join(";"),
    payload,
  ].join("\n");
  const scope = credential.slice(credential.indexOf("/") + 1);
  const text = ["AWS4-HMAC-SHA256", date, scope, sha256(canonical)].join("\n");
  const signingKey = ["s3", "aws4_request"].reduce<Buffer>(
    (sofar, part) => hmac(sofar, part),
    hmac(hmac(`AWS4${secretKey}`, day), region),
  );
  return hmac(signingKey, text).toString("hex");
}
