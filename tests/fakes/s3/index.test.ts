import { S3mini } from "s3mini";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { S3_FAKE, type S3Fake, startS3Fake } from ".";

let fake: S3Fake;
beforeAll(async () => {
  fake = await startS3Fake({ corsOrigins: ["https://mizual.example"] });
});
beforeEach(() => fake.reset());
afterAll(() => fake.close());

const client = () =>
  new S3mini({
    endpoint: `${fake.url}/${S3_FAKE.bucket}`,
    accessKeyId: S3_FAKE.accessKey,
    secretAccessKey: S3_FAKE.secretKey,
    region: S3_FAKE.region,
  });

const codeOf = async (response: Response) => [response.status, /<Code>(\w+)/.exec(await response.text())?.[1]];

/** A request that is signed, then changed on its way. */
const tampered = async (change: (url: URL, headers: Headers) => void, body = "abc") => {
  const signing = client();
  let url = new URL(fake.url);
  let headers = new Headers();
  const record = (input: RequestInfo | URL, init?: RequestInit) => {
    url = new URL(input instanceof Request ? input.url : input);
    headers = new Headers(init?.headers);
    return Promise.resolve(new Response());
  };
  await new S3mini({
    endpoint: signing.endpoint.href,
    accessKeyId: S3_FAKE.accessKey,
    secretAccessKey: S3_FAKE.secretKey,
    region: S3_FAKE.region,
    fetch: record,
  }).putObject("a.bin", body);
  change(url, headers);
  return codeOf(await fetch(url, { method: "PUT", headers, body }));
};

describe("the S3 fake", () => {
  it("takes a request that is signed, unchanged", async () => {
    expect((await tampered(() => {}))[0]).toBe(200);
    expect(fake.objects.get("a.bin")?.bytes.toString()).toBe("abc");
  });

  it.each<[string, (url: URL, headers: Headers) => void, unknown[]]>([
    ["another object", (url) => void (url.pathname += "x"), [403, "SignatureDoesNotMatch"]],
    ["a query", (url) => url.searchParams.set("x", "y"), [403, "SignatureDoesNotMatch"]],
    ["an unsigned header", (_, headers) => headers.set("x-amz-acl", "public-read"), [403, "AccessDenied"]],
    ["no signature", (_, headers) => headers.delete("authorization"), [403, "AccessDenied"]],
    ["another time", (_, headers) => headers.set("x-amz-date", "20200101T000000Z"), [403, "AccessDenied"]],
    [
      "bytes that were not signed",
      (_, headers) => headers.set("x-amz-content-sha256", "0".repeat(64)),
      [400, "XAmzContentSHA256Mismatch"],
    ],
  ])("refuses %s", async (_name, change, expected) => {
    expect(await tampered(change)).toEqual(expected);
    expect(fake.objects.size).toBe(0);
  });

  it("refuses a clock that is wrong by a quarter of an hour", async () => {
    fake.advance(16 * 60);
    expect(await tampered(() => {})).toEqual([403, "RequestTimeTooSkewed"]);
  });

  it("writes only what is not there when asked to", async () => {
    await client().putObject("a.bin", "abc", "text/plain", undefined, { "x-amz-meta-a": "b" });
    const url = await client().getPresignedUrl("PUT", "a.bin", 60);
    const again = await fetch(url, { method: "PUT", headers: { "if-none-match": "*" }, body: "x" });
    expect(await codeOf(again)).toEqual([412, "PreconditionFailed"]);
  });

  it("lets a browser put from the allowed origin alone", async () => {
    const ask = (origin: string) =>
      fetch(`${fake.url}/${S3_FAKE.bucket}/a.bin`, {
        method: "OPTIONS",
        headers: { origin, "access-control-request-method": "PUT", "access-control-request-headers": "content-type" },
      });
    const allowed = await ask("https://mizual.example");
    expect(allowed.headers.get("access-control-allow-origin")).toBe("https://mizual.example");
    expect((await ask("https://evil.example")).status).toBe(403);
  });

  it("goes wrong as told", async () => {
    fake.fail({ kind: "answer", answer: { status: 503 } });
    expect((await tampered(() => {}))[0]).toBe(503);
    expect((await tampered(() => {}))[0]).toBe(200);
  });
});
