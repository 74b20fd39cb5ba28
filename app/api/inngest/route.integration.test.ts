import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { request as httpRequest, type IncomingMessage } from "node:http";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { FakeServer } from "@/tests/fakes/fake-server";
import { INNGEST_SERVER_FAKE, startInngestServerFake } from "@/tests/fakes/inngest-server";
import { signInngestRequest } from "@/tests/fakes/inngest-server/sign-request";
import { type InngestApp, startInngestApp } from "@/tests/inngest-app";
import { createTestServices, type TestServices } from "@/tests/services";

let services: TestServices;
let server: FakeServer;
let app: InngestApp | null = null;

beforeAll(async () => {
  services = await createTestServices();
  server = await startInngestServerFake(services.database.db);
});
afterAll(async () => {
  await server.close();
  await services.close();
});
afterEach(async () => {
  await app?.close();
  app = null;
});

const HEX = INNGEST_SERVER_FAKE.signingKey;
const OTHER = "f".repeat(64);
const SECRETS = ["event-key-marker", HEX, OTHER, "app-secret-marker-0123456789-0123456789"] as const;
const [EVENT_KEY, , , APP_SECRET] = SECRETS;

/** The variables of each way to have a server, and its signing key. */
const CONFIGURATIONS = [
  ["Inngest Cloud", { INNGEST_SIGNING_KEY: `signkey-prod-${HEX}` }],
  ["a server of one's own", { INNGEST_SIGNING_KEY: HEX }],
] as const;

async function start(variables: Record<string, string>, selfHosted: boolean): Promise<InngestApp> {
  app = await startInngestApp(
    { INNGEST_EVENT_KEY: EVENT_KEY, APP_SECRET, ...(selfHosted && { INNGEST_BASE_URL: server.url }), ...variables },
    { test: services },
  );
  return app;
}

/** A call of the edit function for an edit that does not exist: its first step finds that it is nobody's. */
function callOf(editId: string = randomUUID()): string {
  const event = { id: "1", name: "edit/requested", data: { editId, dispatch: 1 }, ts: 1 };
  const ctx = { run_id: "run", attempt: 0, max_attempts: 4, use_api: false, stack: { stack: [], current: 0 } };
  return JSON.stringify({ version: 2, event, events: [event], steps: {}, ctx });
}

async function post(body: string, signature: string | null) {
  const response = await fetch(`${app?.url}?fnId=mizual-edit&stepId=step`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...(signature !== null && { "x-inngest-signature": signature }),
    },
    body,
  });
  return { status: response.status, text: await response.text() };
}

const now = () => Math.floor(Date.now() / 1000);

describe.each(CONFIGURATIONS)("the route with the keys of %s", (name, variables) => {
  const selfHosted = name !== "Inngest Cloud";

  test("runs a function for a call that is rightly signed", async () => {
    await start(variables, selfHosted);
    const body = callOf();
    const answer = await post(body, signInngestRequest(body, HEX));
    expect(answer.status).toBe(206);
    expect(JSON.parse(answer.text)).toMatchObject([{ op: "StepRun", data: "over" }]);
  });

  test("refuses a body that is no JSON, or too long, like any that is not signed", async () => {
    await start(variables, selfHosted);
    expect(await post("{", null)).toEqual({ status: 401, text: JSON.stringify({ message: "Unauthorized" }) });
    expect((await post(" ".repeat(5_000_000), null)).status).toBe(413);
  });

  test.each<[string, (body: string) => string | null]>([
    ["is not signed", () => null],
    ["is signed with another key", (body) => signInngestRequest(body, OTHER)],
    ["was signed six minutes ago", (body) => signInngestRequest(body, HEX, now() - 360)],
    ["is signed for six minutes from now", (body) => signInngestRequest(body, HEX, now() + 360)],
    ["carries the signature of another body", () => signInngestRequest(callOf(), HEX)],
    ["has a signature without a time", (body) => signInngestRequest(body, HEX).replace(/t=\d+&/, "")],
    ["has a signature that is none", () => "t=1&s="],
  ])("refuses a call that %s, and runs nothing", async (_what, signature) => {
    await start(variables, selfHosted);
    const body = callOf();
    const answer = await post(body, signature(body));
    expect(answer).toEqual({ status: 401, text: JSON.stringify({ message: "Unauthorized" }) });
  });

  test.each(["", "null", '"text"', "[]", "{}"])("refuses the unsigned body %j without saying why", async (body) => {
    await start(variables, selfHosted);
    const answer = await post(body, null);
    expect(answer).toEqual({ status: 401, text: JSON.stringify({ message: "Unauthorized" }) });
  });

  test("while keys are changed, takes calls under the old one as well, and only then", async () => {
    const body = callOf();
    await start({ ...variables, INNGEST_SIGNING_KEY_FALLBACK: OTHER }, selfHosted);
    for (const key of [HEX, OTHER]) expect((await post(body, signInngestRequest(body, key))).status).toBe(206);
    await app?.close();
    await start(variables, selfHosted);
    expect((await post(body, signInngestRequest(body, OTHER))).status).toBe(401);
  });

  test("tells nobody about itself but its server, and that one no secret", async () => {
    const { url } = await start(variables, selfHosted);
    const asked = await fetch(url);
    expect([asked.status, await asked.text()]).toEqual([401, JSON.stringify({ message: "Unauthorized" })]);
    const told = await fetch(url, { headers: { "x-inngest-signature": signInngestRequest("", HEX) } });
    expect(told.status).toBe(200);
    const text = await told.text();
    expect(JSON.parse(text)).toMatchObject({ mode: "cloud", authentication_succeeded: true });
    for (const secret of SECRETS) expect(text).not.toContain(secret);
  });

  test.each(["PATCH", "DELETE", "OPTIONS"])("answers %s like a path that does not exist", async (method) => {
    const { url } = await start(variables, selfHosted);
    const response = await fetch(url, { method });
    expect([response.status, await response.json()]).toEqual([
      404,
      expect.objectContaining({ error_code: "NOT_FOUND" }) as unknown,
    ]);
  });
});

test("an unsigned sync makes the app register with its own server, and tells who asked nothing of it", async () => {
  const { sync } = await start({ INNGEST_SIGNING_KEY: HEX }, true);
  server.reset();
  const response = await sync();
  expect([response.status, await response.json()]).toEqual([
    200,
    { message: "Successfully registered", modified: true },
  ]);
  expect(server.requests.map(({ method, path }) => `${method} ${path}`)).toContain("POST /fn/register");
});

describe("the address that is registered", () => {
  /** Addresses that the server was told when somebody asked the route to register, with these headers. */
  async function registered(variables: Record<string, string>, query: string, headers: Record<string, string>) {
    const { url } = await start({ INNGEST_SIGNING_KEY: HEX, ...variables }, true);
    server.reset();
    const asking = httpRequest(`${url}${query}`, { method: "PUT", headers });
    asking.end();
    const [answer] = (await once(asking, "response")) as [IncomingMessage];
    answer.resume();
    await once(answer, "end");
    const bodies = server.requests.filter(({ path }) => path === "/fn/register").map(({ body }) => body.toString());
    const addresses = bodies.flatMap((body) => [...body.matchAll(/https?:\/\/[^"?]*/g)].map(([address]) => address));
    return { bodies, addresses: [...new Set(addresses)] };
  }

  const FORGED = [
    ["a host of another's", "", { Host: "evil.example" }],
    ["another port", "", { Host: "mizual.example:9999" }],
    ["an address of the inner network", "", { Host: "169.254.169.254" }],
    ["another scheme and host by a proxy", "", { "X-Forwarded-Proto": "gopher", "X-Forwarded-Host": "evil.example" }],
    ["a query", "?deployId=evil&x=evil", {}],
    ["a signature that is none", "", { Host: "evil.example", "X-Inngest-Signature": "t=1&s=0" }],
  ] as const;

  test.each(FORGED)("is INNGEST_SERVE_ORIGIN's, whoever asks with %s", async (_what, query, headers) => {
    const { bodies, addresses } = await registered({ INNGEST_SERVE_ORIGIN: "http://app:3000" }, query, headers);
    expect(addresses).toEqual(["http://app:3000/api/inngest"]);
    expect(bodies.join()).not.toMatch(/evil|9999|169\.254/);
  });

  test.each(FORGED)(
    "is PUBLIC_URL's where nothing else is said, whoever asks with %s",
    async (_what, query, headers) => {
      const variables = { INNGEST_SERVE_ORIGIN: "", PUBLIC_URL: "https://mizual.example" };
      const { bodies, addresses } = await registered(variables, query, headers);
      expect(addresses).toEqual(["https://mizual.example/api/inngest"]);
      expect(bodies.join()).not.toMatch(/evil|9999|169\.254/);
    },
  );
});

test("who signs nothing is let in thirty times a minute; runs and signed questions are not counted", async () => {
  const { url, sync } = await start({ INNGEST_SIGNING_KEY: HEX, RATE_LIMITS: "" }, true);
  const statuses = await Promise.all(Array.from({ length: 31 }, async () => (await sync()).status));
  expect(statuses.filter((status) => status === 429)).toHaveLength(1);
  const refused = await sync();
  expect([refused.status, await refused.json()]).toEqual([
    429,
    expect.objectContaining({ error_code: "RATE_LIMITED" }) as unknown,
  ]);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect((await fetch(url)).status).toBe(429);
  expect((await post(callOf(), null)).status).toBe(429);
  const body = callOf();
  expect((await post(body, signInngestRequest(body, HEX))).status).toBe(206);
  const asked = await fetch(url, { headers: { "x-inngest-signature": signInngestRequest("", HEX) } });
  expect(asked.status).toBe(200);
});

test("Inngest Cloud signs its syncs: an unsigned one is refused", async () => {
  const { sync } = await start({ INNGEST_SIGNING_KEY: `signkey-prod-${HEX}` }, false);
  expect((await sync()).status).toBe(401);
});

test("with the embedded runner there is nothing here for anyone", async () => {
  const { url } = await start({ INNGEST_SIGNING_KEY: HEX }, true);
  // The same process, whose runs nobody else carries out.
  const shared = globalThis as { mizualRuntime?: Promise<object> };
  shared.mizualRuntime = Promise.resolve({ ...(await shared.mizualRuntime), runner: {} });
  const body = callOf();
  const signature = signInngestRequest(body, HEX);
  for (const method of ["GET", "PUT", "POST"]) {
    const sent = method === "GET" ? {} : { body };
    const response = await fetch(url, { method, headers: { "x-inngest-signature": signature }, ...sent });
    expect([method, response.status]).toEqual([method, 404]);
  }
});
