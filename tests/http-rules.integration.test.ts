import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createOwnerSecret } from "@/lib/edits/credentials";
import { checkReadiness } from "@/lib/health/check-readiness";
import type { Verb } from "@/lib/http/contract";
import type { Method } from "@/lib/http/endpoint";
import { setServices } from "@/lib/services";
import { call, expectError, ROUTES } from "./http-client";
import { base64Picture, bearer, submit } from "./http-edits";
import { createTestServices, type TestServices } from "./services";

const FRIEND = "https://friend.example";
const FOREIGN = [
  "https://evil.example",
  "null",
  "http://mizual.test.evil",
  "https://friend.example.evil",
  "http://friend.example",
  "https://FRIEND.example:444",
  "nonsense",
];

let services: TestServices;

beforeAll(async () => {
  services = await createTestServices({}, { RATE_LIMITS: "", ALLOWED_ORIGINS: FRIEND });
});
beforeEach(() => setServices(services.services));
afterAll(async () => {
  setServices(null);
  await services.close();
});

// Each test comes from places of its own, so that no test uses up another's limit.
let last = 0;
const elsewhere = (): string => {
  last += 1;
  return `198.51.${Math.floor(last / 256)}.${last % 256}`;
};

const ID = "7d4a5c1e-0a52-4c58-9d7a-0f2f5b1f9e10";
const METHODS: Method[] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
/** What the contract promises. What is declared beyond it is held to the same rules. */
const PROMISED: Record<string, Method[]> = {
  "/edit-image": ["POST"],
  "/edit/{uuid}": ["GET", "HEAD", "DELETE"],
  "/edit/{uuid}/cancel": ["POST"],
  "/edit/{uuid}/retry": ["POST"],
  "/edit/{uuid}/check": ["POST"],
  "/edit/{uuid}/alt-text": ["POST"],
  "/feedback": ["POST"],
  "/feedback/{uuid}": ["GET", "HEAD"],
  "/chain/{uuid}": ["GET", "HEAD"],
  "/analytics/chains": ["GET", "HEAD"],
  "/editors": ["GET", "HEAD"],
  "/health": ["GET", "HEAD"],
  "/health/ready": ["GET", "HEAD"],
  "/uploads": ["POST"],
  "/uploads/{upload_id}": ["PUT"],
  "/openapi.json": ["GET", "HEAD"],
};

// What is shown to a bearer alone is nothing to anybody else, by any method: its own test holds that.
const DECLARED = Object.entries(ROUTES)
  .map(([path, { GET }]) => ({ path, operations: GET.endpoint.operations }))
  .filter(({ operations }) => !Object.values(operations).some((operation) => "show" in operation));
const ANSWERED = Object.fromEntries(
  DECLARED.map(({ path, operations }) => [
    path,
    METHODS.filter((method) => (method === "HEAD" ? "GET" : method) in operations),
  ]),
);

describe("methods", () => {
  test("all that is promised is declared", () => {
    expect(ANSWERED).toMatchObject(PROMISED);
  });

  test.each(Object.entries(ANSWERED))("%s answers %j, and 405 with Allow to others", async (pattern, answered) => {
    const path = pattern.replace(/\{\w+\}/, ID);
    const allow = METHODS.filter((method) => answered.includes(method) || method === "OPTIONS").join(", ");
    for (const method of METHODS) {
      const answer = await call(method, path, { peer: elsewhere() });
      if (method === "OPTIONS") {
        expect([answer.status, answer.headers.get("allow")]).toEqual([204, allow]);
      } else if (answered.includes(method)) {
        expect(answer.status).not.toBe(405);
      } else {
        if (method !== "HEAD") expectError(answer, 405, "METHOD_NOT_ALLOWED", "This method is not allowed here.");
        expect([answer.status, answer.headers.get("allow")]).toEqual([405, allow]);
      }
    }
  });

  test.each(METHODS)("an unknown path: %s", async (method) => {
    const answer = await call(method, "/nothing/here");
    expect(answer.status).toBe(404);
    if (method !== "HEAD") expectError(answer, 404, "NOT_FOUND", "Not found");
  });
});

describe("cross-site requests", () => {
  test.each(FOREIGN)("a page of %s can neither submit nor give feedback, nor read an answer", async (origin) => {
    for (const [path, type] of [
      ["/edit-image", "text/plain"],
      ["/edit-image", "application/json"],
      ["/feedback", "text/plain"],
      [`/edit/${ID}/cancel`, "text/plain"],
      ["/uploads", "application/json"],
    ] as const) {
      const answer = await call("POST", path, { body: "{}", headers: { Origin: origin, "Content-Type": type } });
      expectError(answer, 403, "ORIGIN_NOT_ALLOWED", /^Requests from this website are not allowed\..*PUBLIC_URL/);
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
      expect(answer.headers.get("vary")).toBe("Origin");
    }
    const read = await call("GET", "/editors", { headers: { Origin: origin }, peer: elsewhere() });
    expect(read.status).toBe(200);
    expect(read.headers.get("access-control-allow-origin")).toBeNull();
    const preflight = await call("OPTIONS", "/edit-image", {
      headers: { Origin: origin, "Access-Control-Request-Method": "POST" },
    });
    for (const [name] of preflight.headers) expect(name).not.toMatch(/^access-control/);
  });

  test("our own page may, by its host; behind PUBLIC_URL by that", async () => {
    const own = await call("POST", "/feedback", {
      json: {},
      headers: { Origin: "http://mizual.test" },
      peer: elsewhere(),
    });
    expect(own.status).toBe(422);
    const env = { ...services.services.env, publicUrl: "https://mizual.example" };
    setServices({ ...services.services, env });
    const pub = await call("POST", "/feedback", {
      json: {},
      headers: { Origin: "https://mizual.example" },
      peer: elsewhere(),
    });
    expect(pub.status).toBe(422);
    const { id } = await submit();
    expect((await call("GET", `/edit/${id}`)).body["original_image_url"]).toMatch(
      /^https:\/\/mizual\.example\/api\/images\//,
    );
  });

  test("behind a proxy that passes its own host on: by what the browser says, or as PUBLIC_URL is told to be set", async () => {
    const from = { Origin: "https://mizual.example", Host: "127.0.0.1:3000" };
    const post = (headers: Record<string, string>) =>
      call("POST", "/feedback", { json: {}, headers, peer: elsewhere() });
    expect((await post({ ...from, "Sec-Fetch-Site": "same-origin" })).status).toBe(422);
    expect((await post({ ...from, "X-Forwarded-Host": "mizual.example" })).status).toBe(422);
    for (const site of ["same-site", "cross-site"])
      expect((await post({ ...from, "Sec-Fetch-Site": site })).status).toBe(403);
    const told = services.logged.filter(({ message }) => message === "a request was refused for its origin");
    const own = told.filter((line) => JSON.stringify(line).includes('"https://mizual.example"'));
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({
      level: "warn",
      host: "127.0.0.1:3000",
      if_this_is_the_address_of_this_app: expect.stringContaining("PUBLIC_URL=https://mizual.example") as unknown,
    });
    expect(await checkReadiness(services.services)).toMatchObject({ status: "ready", checks: { origin: "failing" } });
  });

  test("https is asked for by https alone, for this host alone, and not where HSTS is off", async () => {
    const transport = async (headers: Record<string, string>, hstsSeconds: number | null = 600) => {
      setServices({ ...services.services, env: { ...services.services.env, hstsSeconds } });
      const answer = await call("GET", "/editors", { headers, peer: elsewhere() });
      return answer.headers.get("strict-transport-security");
    };
    const https = { "X-Forwarded-Proto": "https" };
    expect(await transport(https)).toBe("max-age=600");
    expect(await transport(https, 0)).toBe("max-age=0");
    expect(await transport(https, null)).toBeNull();
    expect(await transport({})).toBeNull();
  });

  test("an allowed origin may do everything, without credentials", async () => {
    const preflight = await call("OPTIONS", `/edit/${ID}`, {
      headers: { Origin: FRIEND, "Access-Control-Request-Method": "DELETE" },
    });
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries([...preflight.headers].filter(([name]) => name.startsWith("access-control")))).toEqual({
      "access-control-allow-origin": FRIEND,
      "access-control-allow-methods": "GET, HEAD, DELETE, OPTIONS",
      "access-control-allow-headers": expect.stringMatching(
        /^Authorization, Content-Type, Idempotency-Key, If-None-Match, If-Range, Range, .*baggage, sentry-trace, traceparent, tracestate/,
      ) as unknown,
      "access-control-expose-headers":
        "Accept-Ranges, Content-Disposition, Content-Length, Content-Range, ETag, Location, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Request-Id",
      "access-control-max-age": "600",
    });
    const answer = await call("POST", "/edit-image", {
      json: { prompt: "make it sharper", image_data: await base64Picture() },
      headers: { Origin: FRIEND },
      peer: elsewhere(),
    });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("access-control-allow-origin")).toBe(FRIEND);
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  });

  test("an allowed origin comes without the cookies that the browser has for us, and sets none", async () => {
    const made = await submit();
    const owner = /mizual_owner=([\w-]+)/.exec(made.answer.headers.get("set-cookie") ?? "")?.[1] ?? "";
    const cookie = { Cookie: `mizual_owner=${owner}` };
    const cancel = (headers: Record<string, string>) =>
      call("POST", `/edit/${made.id}/cancel`, { headers: { ...cookie, ...headers }, peer: elsewhere() });
    for (const [name, value] of [
      ["Origin", FRIEND],
      ["Sec-Fetch-Site", "same-site"],
      ["Sec-Fetch-Site", "cross-site"],
    ] as const) {
      const refused = await cancel({ [name]: value });
      expect([refused.status, refused.headers.get("set-cookie")], value).toEqual([403, null]);
    }
    const submitted = await call("POST", "/edit-image", {
      json: { prompt: "make it sharper", image_data: await base64Picture() },
      headers: { ...cookie, Origin: FRIEND },
      peer: elsewhere(),
    });
    expect([submitted.status, submitted.headers.get("set-cookie")]).toEqual([200, null]);
    const theirs = { Origin: FRIEND, ...bearer(String(submitted.body["delete_token"])) };
    const answer = await call("DELETE", `/edit/${String(submitted.body["edit_id"])}`, { headers: theirs });
    expect(answer.status).toBe(204);
    expect((await cancel({ Origin: "http://mizual.test", "Sec-Fetch-Site": "same-origin" })).status).toBe(200);
  });

  test("an error is readable for an allowed origin too", async () => {
    const answer = await call("GET", `/edit/${ID}`, { headers: { Origin: FRIEND }, peer: elsewhere() });
    expect([answer.status, answer.headers.get("access-control-allow-origin")]).toEqual([404, FRIEND]);
  });
});

describe("rate limits", () => {
  const promised: [Verb, string, number][] = [
    ["POST", "/edit-image", 10],
    ["GET", `/edit/${ID}`, 60],
    ["POST", `/edit/${ID}/cancel`, 10],
    ["POST", `/edit/${ID}/retry`, 10],
    ["POST", `/edit/${ID}/check`, 10],
    ["POST", `/edit/${ID}/alt-text`, 20],
    ["DELETE", `/edit/${ID}`, 10],
    ["POST", "/feedback", 5],
    ["GET", `/feedback/${ID}`, 10],
    ["GET", `/chain/${ID}`, 10],
    ["GET", "/analytics/chains", 5],
    ["GET", "/editors", 60],
    ["POST", "/uploads", 10],
    ["PUT", `/uploads/${ID}`, 10],
  ];
  const declared = DECLARED.flatMap(({ path, operations }) =>
    Object.entries(operations).flatMap(([method, { limit }]) =>
      limit === null ? [] : [[method as Verb, path.replace(/\{\w+\}/, ID), limit.perMinute] as const],
    ),
  );

  test("all that is promised is declared", () => {
    expect(declared).toEqual(expect.arrayContaining(promised));
  });

  test.each(declared)("%s %s: %i per minute and client", async (method, path, limit) => {
    const peer = elsewhere();
    for (let count = 1; count <= limit; count += 1) {
      const answer = await call(method, path, { peer });
      expect(answer.status).not.toBe(429);
      expect(answer.headers.get("ratelimit-limit")).toBe(String(limit));
      expect(answer.headers.get("ratelimit-remaining")).toBe(String(limit - count));
      expect(Number(answer.headers.get("ratelimit-reset"))).toBeLessThanOrEqual(60);
    }
    const refused = await call(method, path, {
      peer,
      headers: { "X-Forwarded-For": elsewhere(), "X-Real-IP": elsewhere() },
    });
    expectError(refused, 429, "RATE_LIMITED", "Too many requests. Please wait a moment and try again.");
    expect(refused.headers.get("ratelimit-remaining")).toBe("0");
    expect(refused.headers.get("retry-after")).toBe(refused.headers.get("ratelimit-reset"));
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect((await call(method, path, { peer: elsewhere() })).status).not.toBe(429);
  });

  test.each(["/health", "/health/ready", "/openapi.json"])("%s: none", async (path) => {
    const peer = elsewhere();
    for (let count = 0; count < 100; count += 1) {
      const answer = await call("GET", path, { peer });
      expect([answer.status, answer.headers.get("ratelimit-limit")]).toEqual([200, null]);
    }
  });

  describe("browsers behind one address, such as a school's", () => {
    const OWN = { Origin: "http://mizual.test" };
    const cookie = () => ({ ...OWN, Cookie: `mizual_owner=${createOwnerSecret(services.services.appSecret)}` });
    const post = (peer: string, headers: Record<string, string>) =>
      call("POST", "/edit-image", { json: {}, peer, headers });

    test("with a cookie each have a limit each", async () => {
      const peer = elsewhere();
      for (let count = 0; count < 11; count += 1) expect((await post(peer, cookie())).status).toBe(422);
      const one = cookie();
      for (let count = 0; count < 10; count += 1) expect((await post(peer, one)).status).toBe(422);
      expect((await post(peer, one)).status).toBe(429);
    });

    test("that are there for the first time too, by the key of what they send, of which their cookie is made", async () => {
      const peer = elsewhere();
      const body = { prompt: "make it sharper", image_data: await base64Picture() };
      const first = { ...OWN, "Idempotency-Key": randomUUID() };
      const accepted = await call("POST", "/edit-image", { json: body, peer, headers: first });
      const secret = /mizual_owner=([\w-]+)/.exec(accepted.headers.get("set-cookie") ?? "")?.[1] ?? "";
      const next = await post(peer, { ...OWN, Cookie: `mizual_owner=${secret}` });
      expect(next.headers.get("ratelimit-remaining")).toBe("8");
      for (let count = 0; count < 11; count += 1)
        expect((await post(peer, { ...OWN, "Idempotency-Key": randomUUID() })).status).toBe(422);
    });

    test("have together no more than five times the limit, however many cookies somebody makes up", async () => {
      const peer = elsewhere();
      const statuses = [];
      for (let count = 0; count < 55; count += 1) statuses.push((await post(peer, cookie())).status);
      expect(statuses.filter((status) => status === 422)).toHaveLength(50);
      expect(statuses.at(-1)).toBe(429);
    });

    test("that show none and belong to no page of ours are one", async () => {
      const peer = elsewhere();
      const keyed = () => ({ "Idempotency-Key": randomUUID() });
      for (let count = 0; count < 10; count += 1) expect((await post(peer, keyed())).status).toBe(422);
      expect((await post(peer, keyed())).status).toBe(429);
      const friend = await post(peer, { ...keyed(), Origin: FRIEND });
      expect(friend.status).toBe(429);
    });
  });

  test("the addresses of one IPv6 network are one client", async () => {
    for (let count = 0; count < 5; count += 1) {
      expect((await call("GET", "/analytics/chains", { peer: `2001:db8:1:2::${count + 1}` })).status).toBe(200);
    }
    expect((await call("GET", "/analytics/chains", { peer: "2001:db8:1:2:ffff::1" })).status).toBe(429);
    expect((await call("GET", "/analytics/chains", { peer: "2001:db8:1:3::1" })).status).toBe(200);
  });

  test("when the limiter does not answer: reading goes on, what may cost is counted in this process", async () => {
    const limiter = {
      name: "broken",
      take: async () => {
        throw new Error("ECONNREFUSED 10.0.0.9:6379");
      },
      check: async () => {},
      close: async () => {},
    };
    setServices({ ...services.services, limiter });
    for (let count = 0; count < 100; count += 1) {
      const read = await call("GET", "/editors");
      expect([read.status, read.headers.get("ratelimit-limit")]).toEqual([200, null]);
    }
    for (const path of ["/edit-image", "/uploads", `/edit/${ID}/retry`]) {
      const statuses: number[] = [];
      for (let count = 0; count < 12; count += 1) {
        const answer = await call("POST", path, { json: {} });
        statuses.push(answer.status);
        expect(answer.text).not.toContain("10.0.0.9");
      }
      expect(statuses.slice(0, 10).filter((status) => status === 429 || status >= 500)).toEqual([]);
      expect(statuses.slice(10)).toEqual([429, 429]);
    }
  });

  test("no address is kept", async () => {
    const peer = "203.0.113.77";
    await call("POST", "/edit-image", {
      json: { prompt: "make it sharper", image_data: await base64Picture() },
      peer,
    });
    await call("POST", "/uploads", { json: { size: 10, type: "image/png" }, peer });
    const { db } = services.database;
    for (const table of ["edits", "uploads", "clientSalts"] as const) {
      const rows = await db.selectFrom(table).selectAll().execute();
      expect(rows.length).toBeGreaterThan(0);
      expect(JSON.stringify(rows)).not.toContain(peer);
    }
  });
});

describe("what goes wrong on our side", () => {
  const failWith = (error: Error) => {
    const editors = new Proxy(services.services.editors, {
      get: () => {
        throw error;
      },
    });
    setServices({ ...services.services, editors });
  };

  test("is 500 with the request's id and nothing else, and one line of the log", async () => {
    services.logged.length = 0;
    failWith(new Error('secret: password=hunter2\r\n{"forged": true}'));
    const answer = await call("GET", "/editors", { peer: elsewhere() });
    const id = answer.headers.get("x-request-id") ?? "";
    expectError(answer, 500, "INTERNAL", `Something went wrong on our side. Please try again. Request: ${id}`);
    expect(services.logged).toHaveLength(1);
    expect(services.logged[0]).toMatchObject({
      level: "error",
      request_id: id,
      method: "GET",
      path: "/editors",
      code: "INTERNAL",
    });
  });

  test("is 503 with Retry-After when something is out of reach", async () => {
    failWith(
      new Error("query failed", { cause: Object.assign(new Error("connect 10.0.0.5"), { code: "ECONNREFUSED" }) }),
    );
    const answer = await call("GET", "/editors", { peer: elsewhere() });
    expectError(answer, 503, "UNAVAILABLE", /^The service cannot take this right now/);
    expect(answer.headers.get("retry-after")).toBe("5");
  });

  test("what a client does wrong is not logged", async () => {
    services.logged.length = 0;
    await call("GET", `/edit/${ID}`, { peer: elsewhere() });
    await call("POST", "/feedback", { json: { rating: "secret" }, peer: elsewhere() });
    expect(services.logged).toEqual([]);
  });
});
