import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { parseEnv } from "@/lib/config/env";
import { type FakeServer, startFakeServer } from "@/tests/fakes/fake-server";
import { examineOrigin } from "./examine-origin";

const answers = { status: 200, body: { status: "ok", message: "Service is running" } as unknown };
let site: FakeServer;

beforeAll(async () => {
  site = await startFakeServer(() => ({ status: answers.status, body: answers.body }));
});
beforeEach(() => Object.assign(answers, { status: 200, body: { status: "ok", message: "Service is running" } }));
afterAll(() => site.close());

const look = async (variables: Record<string, string>) => {
  const [one] = examineOrigin(parseEnv(variables));
  const found = await one?.look(AbortSignal.timeout(2_000)).catch((error: Error) => error.message);
  return typeof found === "string" ? found : `${found?.state}: ${found?.found} ${found?.todo ?? ""}`;
};

test("without PUBLIC_URL: says where it is taken from, and what a proxy needs", async () => {
  expect(await look({})).toMatch(/^not set: Taken from each request's own Host\. .*PUBLIC_URL.*TRUSTED_PROXIES/);
  expect(await look({ TRUSTED_PROXIES: "1" })).toContain("what the trusted proxies report");
});

test("an address that leads here, with the proxies that nobody counted", async () => {
  expect(await look({ PUBLIC_URL: site.url })).toMatch(/^ok: .* leads here\. .*TRUSTED_PROXIES/);
  expect(await look({ PUBLIC_URL: site.url, TRUSTED_PROXIES: "1" })).toMatch(/leads here\. $/);
  expect(site.requests.at(-1)?.path).toBe("/api/health");
});

test("an address that leads somewhere else is wrong", async () => {
  answers.body = "<html>Welcome to nginx!</html>";
  expect(await look({ PUBLIC_URL: site.url })).toBe("it answers 200, but not as this app");
});

test("a server that is not started is no fault of the address", async () => {
  answers.status = 502;
  expect(await look({ PUBLIC_URL: site.url })).toMatch(/^ok: .* answers 502 right now\. Start the server/);
  expect(await look({ PUBLIC_URL: "http://127.0.0.1:9" })).toMatch(/^ok: .* is not reached right now/);
});
