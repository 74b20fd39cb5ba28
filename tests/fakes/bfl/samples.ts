import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import type { FakeAnswer, RecordedRequest } from "../fake-server";
import type { FakeTask, FakeTasks } from "./tasks";

const HUGE = 40_000_000;

/** A JPEG as a webcam writes it, with stray bytes before its restart markers: every viewer shows it whole. */
const ODD_JPEG = readFileSync(new URL("./stray-bytes.jpg", import.meta.url));

/**
 * The delivery host: signed addresses that live for a while, no CORS, and no business with keys.
 * @param now the service's clock, in milliseconds.
 */
export function createSamples(tasks: FakeTasks, now: () => number, ttlSeconds: number) {
  const signed = new Map<string, { task: FakeTask; expiresAt: number }>();
  return {
    forget: () => signed.clear(),
    /** Signs an address anew, as each poll does. Path and query. */
    sign: (task: FakeTask): string => {
      const signature = randomBytes(24).toString("base64url");
      const dead = task.scenario === "expired-for-ever" || (task.scenario === "expired" && task.polls <= 1);
      signed.set(signature, { task, expiresAt: dead ? now() : now() + ttlSeconds * 1000 });
      return `/results/${task.id}/sample?sp=r&sig=${signature}`;
    },
    deliver: async ({ method, headers, path, query }: RecordedRequest, key: string): Promise<FakeAnswer> => {
      const leaked = headers["x-key"] !== undefined || JSON.stringify(headers).includes(key);
      if (leaked) return { status: 400, body: "This host takes no keys." };
      if (method !== "GET") return { status: 405 };
      const found = signed.get(query.get("sig") ?? "");
      const handedOn = found?.task.scenario === "handed-on" && path === `/results/${found.task.id}/moved`;
      if (found === undefined || !(path === `/results/${found.task.id}/sample` || handedOn) || now() >= found.expiresAt)
        return {
          status: 403,
          headers: { "content-type": "application/xml" },
          body: "<Error><Code>AuthenticationFailed</Code></Error>",
        };
      return answerOf(found.task, await tasks.resultOf(found.task), { path, query });
    },
  };
}

function answerOf(
  { scenario }: FakeTask,
  { bytes, contentType }: { bytes: Buffer; contentType: string },
  { path, query }: Pick<RecordedRequest, "path" | "query">,
): FakeAnswer {
  const headers = { "content-type": contentType };
  switch (scenario) {
    case "html":
      return { headers: { "content-type": "text/html" }, body: "<!doctype html><title>Sign in</title>" };
    case "svg":
      return { headers, body: '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>' };
    case "empty":
      return { headers, body: Buffer.alloc(0) };
    case "truncated":
      return { headers, body: bytes.subarray(0, Math.floor(bytes.length / 2)) };
    case "cut":
      return {
        headers: { ...headers, "content-length": String(bytes.length), connection: "close" },
        body: bytes.subarray(0, 99),
      };
    case "huge":
      return { headers, body: Buffer.concat([bytes, Buffer.alloc(HUGE)]) };
    case "odd-jpeg":
      return { headers: { "content-type": "application/octet-stream" }, body: ODD_JPEG };
    case "packed":
      return { headers: { ...headers, "content-encoding": "gzip" }, body: gzipSync(bytes) };
    case "handed-on":
      return path.endsWith("/sample")
        ? { status: 307, headers: { location: `moved?${query.toString()}` } }
        : { headers, body: bytes };
    case "redirect":
      return { status: 302, headers: { location: "http://127.0.0.1:9/stolen" } };
    default:
      return { headers, body: bytes };
  }
}
