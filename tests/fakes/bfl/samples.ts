import { randomBytes } from "node:crypto";
import type { FakeAnswer, RecordedRequest } from "../fake-server";
import type { FakeTask, FakeTasks } from "./tasks";

const HUGE = 40_000_000;

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
      if (found === undefined || path !== `/results/${found.task.id}/sample` || now() >= found.expiresAt)
        return {
          status: 403,
          headers: { "content-type": "application/xml" },
          body: "<Error><Code>AuthenticationFailed</Code></Error>",
        };
      return answerOf(found.task, await tasks.resultOf(found.task));
    },
  };
}

function answerOf({ scenario }: FakeTask, { bytes, contentType }: { bytes: Buffer; contentType: string }): FakeAnswer {
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
    case "redirect":
      return { status: 302, headers: { location: "http://127.0.0.1:9/stolen" } };
    default:
      return { headers, body: bytes };
  }
}
