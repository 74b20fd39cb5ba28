import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { onRequestError } from "@/instrumentation";
import { sweepEdits } from "@/lib/edits/sweep";
import { addObserver, digestOf, flushObservers, observedStore } from "@/lib/observe";
import { createProviders, type Services, setServices } from "@/lib/services";
import { drawTrace, type OtlpFake, startOtlpFake } from "@/tests/fakes/otlp";
import { version } from "@/package.json";
import { call } from "@/tests/http-client";
import { base64Picture } from "@/tests/http-edits";
import { createTestServices, TEST_APP_SECRET, type TestServices } from "@/tests/services";
import { sql } from "kysely";
import { startTracing } from "./opentelemetry";

let given: TestServices;
let services: Services;
let collector: OtlpFake;
let picture: string;
let stop = async (): Promise<void> => {};

beforeAll(async () => {
  given = await createTestServices({}, { METRICS_TOKEN: "a-token-of-the-operator" });
  collector = await startOtlpFake();
  picture = await base64Picture();
});
beforeEach(async () => {
  await given.database.reset();
  collector.reset();
  const providers = await createProviders(given.services.env, given.services.log);
  services = { ...given.services, ...providers, blobs: observedStore(given.services.blobs) };
  Object.assign(given.services, services);
  setServices(services);
});
afterEach(() => stop());
afterAll(async () => {
  setServices(null);
  await collector.close();
  await given.close();
});

type How = { believesCallers?: boolean; protocol?: "http/json" | "http/protobuf" };

async function trace({ believesCallers = false, protocol = "http/json" }: How = {}) {
  const url = `${collector.url}/v1/traces`;
  const options = { believesCallers, onVercel: false, log: services.log };
  stop = await startTracing({ url, protocol }, options);
}

const submit = (prompt: string, headers: Record<string, string> = {}) =>
  call("POST", "/edit-image", { json: { prompt, image_data: picture }, peer: "203.0.113.77", headers });

/** All spans that were made until now. */
async function spansSoFar() {
  await flushObservers();
  return collector.spans();
}

describe("the trace of an edit", () => {
  test("goes from its request through the steps of its run to its end", async () => {
    await trace();
    await submit("make it warmer");
    await given.runEdits();
    const spans = await spansSoFar();
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
    const [request] = spans;
    expect(request).toMatchObject({ name: "POST /edit-image/", kind: 2, parentSpanId: null });
    expect(request?.attributes).toEqual({
      "http.request.method": "POST",
      "http.route": "/edit-image/",
      "http.response.status_code": 200,
    });
    const below = (name: string) => {
      const parent = spans.find((span) => span.name === name);
      return spans.filter(({ parentSpanId }) => parentSpanId === parent?.spanId).map((span) => span.name);
    };
    expect(below("POST /edit-image/").toSorted()).toEqual(["edit", "step edit:submit", "step enhance", "store put"]);
    expect(below("step enhance")).toEqual(expect.arrayContaining(["store get", "enhancer enhance", "store put"]));
    expect(below("step edit:submit")).toEqual(expect.arrayContaining(["editor submit", "store put"]));
    const whole = spans.find(({ name }) => name === "edit");
    expect(whole?.attributes).toMatchObject({
      "mizual.status": "completed",
      "mizual.editor": "local",
      "mizual.model": "mizual-local-2",
    });
    expect(drawTrace(spans)).toMatch(/^POST \/edit-image\/ .*\n {2}.*\n/);
  });

  test("that fails says with which code, and is no less whole", async () => {
    await trace();
    await submit("sing about zanzibar");
    await given.runEdits();
    const spans = await spansSoFar();
    const failed = spans.filter((span) => span.failed).map(({ name, attributes }) => [name, attributes["error.type"]]);
    expect(failed).toEqual(
      expect.arrayContaining([
        ["editor submit", "REQUEST_NOT_UNDERSTOOD"],
        ["step edit:submit", "REQUEST_NOT_UNDERSTOOD"],
      ]),
    );
    expect(spans.find(({ name }) => name === "edit")?.attributes["mizual.code"]).toBe("REQUEST_NOT_UNDERSTOOD");
  });

  test("is the same when its event was lost and the sweeper sends it again", async () => {
    await trace();
    const lost = { ...services, events: { send: () => Promise.reject(new Error("away")) } };
    setServices(lost);
    await submit("make it warmer");
    const { db } = services;
    await db
      .updateTable("outbox")
      .set({ dueAt: sql<Date>`now() - interval '1 minute'` })
      .execute();
    await sweepEdits(services);
    await given.runEdits();
    const spans = await spansSoFar();
    expect(spans.some(({ name }) => name === "edit")).toBe(true);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(1);
  });
});

describe("no span", () => {
  const TEXTS = /"(?:[^"\\]|\\.)*"/g;

  test("has a prompt, a picture, a key or an address in any of its attributes", async () => {
    await trace();
    const key = "an-idempotency-key-that-nobody-guesses-0001";
    const headers = { "Idempotency-Key": key, "User-Agent": "browser-of-zanzibar", Cookie: "mizual_owner=zanzibar" };
    await submit("make it warmer, my zanzibar password is 12345", headers);
    const { body } = await submit("make it warmer", headers).then(() => submit("make it black and white", {}));
    await given.runEdits();
    const id = String(body["edit_id"]);
    await call("GET", `/edit/${id}`, { peer: "203.0.113.77" });
    await call("GET", `/edit/${id}?zanzibar=1`, { peer: "203.0.113.77" });
    await call("DELETE", `/edit/${id}`, { headers: { Authorization: `Bearer ${String(body["delete_token"])}` } });
    const rows = await services.db.selectFrom("edits").selectAll().execute();
    await flushObservers();
    const text = collector.text();
    expect(collector.spans().length).toBeGreaterThan(15);
    const secrets = [
      ..."zanzibar|12345|203.0.113|192.0.2.|127.0.0.1|password|browser-of".split("|"),
      key,
      id,
      String(body["delete_token"]),
      TEST_APP_SECRET,
      "a-token-of-the-operator",
      picture.slice(0, 40),
      services.env.dataDir,
      process.cwd(),
      ...rows.flatMap((row) => [row.id, row.originalKey, row.resultKey, row.previewKey, row.clientHash, row.ownerHash]),
    ];
    for (const secret of secrets) if (secret !== null) expect(text, secret).not.toContain(secret);
    // And no text that is longer than a name, or looks like a path of a file, an address or a hash.
    for (const [whole] of text.matchAll(TEXTS)) {
      expect(whole.length, whole).toBeLessThan(60);
      expect(whole).not.toMatch(/https?:|[0-9a-f]{33}|\.(?:png|jpg|webp|ts|js)\b/);
    }
    const names = new Set(collector.spans().flatMap(({ attributes }) => Object.keys(attributes)));
    expect([...names].toSorted()).toEqual(
      [
        ..."http.request.method http.response.status_code http.route error.type".split(" "),
        ..."mizual.code mizual.edit mizual.editor mizual.enhancer mizual.model mizual.operation".split(" "),
        ..."mizual.result mizual.status mizual.step mizual.store".split(" "),
      ].toSorted(),
    );
  });
});

describe("what a page throws", () => {
  test("is a span with its route and digest, counted and logged so, without a word of what it says", async () => {
    await trace();
    const heard: unknown[] = [];
    const remove = addObserver({ happened: (event) => void heard.push(event) });
    const written: string[] = [];
    const write = vi.spyOn(process.stdout, "write").mockImplementation((text) => written.push(String(text)) > 0);
    const error = Object.assign(new TypeError("my zanzibar secret of 203.0.113.77"), { digest: "2983746501" });
    const request = {
      path: "/edits/zanzibar?key=1",
      method: "GET",
      headers: { cookie: "zanzibar", host: "203.0.113.77" },
    };
    vi.stubEnv("NEXT_RUNTIME", "nodejs");
    await onRequestError(error, request, {
      routerKind: "App Router",
      routePath: "/edits/[uuid]",
      routeType: "render",
      renderSource: "react-server-components",
      revalidateReason: undefined,
    });
    write.mockRestore();
    vi.unstubAllEnvs();
    remove();
    const [span] = await spansSoFar();
    expect(span).toMatchObject({ name: "request error", failed: true });
    expect(span?.attributes).toEqual({
      "http.route": "/edits/[uuid]",
      "next.type": "render",
      "error.type": "TypeError",
      "next.digest": "2983746501",
    });
    const named = { route: "/edits/[uuid]", type: "render", digest: "2983746501" };
    expect(heard).toEqual([{ kind: "request-error", errorClass: "TypeError", ...named }]);
    expect(JSON.parse(written.join(""))).toMatchObject({ level: "error", error_class: "TypeError", ...named });
    for (const secret of ["zanzibar", "203.0.113", "cookie"])
      expect(collector.text() + written.join("") + JSON.stringify(heard)).not.toContain(secret);
  });

  test("has no digest where that is a word of somebody's", () => {
    for (const digest of ["NEXT_REDIRECT;push;/edits/1;307", "my zanzibar", 7, undefined, null])
      expect(digestOf(Object.assign(new Error("x"), { digest }))).toBeNull();
    expect(digestOf("x")).toBeNull();
    expect(digestOf(Object.assign(new Error("x"), { digest: "2983746501@E394" }))).toBe("2983746501@E394");
  });
});

describe("a trace that a request brings along", () => {
  const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  test("is gone on with where a trusted proxy stands in front", async () => {
    await trace({ believesCallers: true });
    await call("GET", "/editors", { headers: { traceparent } });
    const [span] = await spansSoFar();
    expect(span).toMatchObject({ traceId: traceparent.slice(3, 35), parentSpanId: "b7ad6b7169203331" });
  });

  test("is nobody's but the stranger's elsewhere, and nonsense is none", async () => {
    await trace();
    await call("GET", "/editors", { headers: { traceparent } });
    await stop();
    await trace({ believesCallers: true });
    await call("GET", "/editors", { headers: { traceparent: "00-zanzibar" } });
    const spans = await spansSoFar();
    expect(spans).toHaveLength(2);
    expect(spans.every(({ parentSpanId }) => parentSpanId === null)).toBe(true);
    expect(new Set([...spans.map(({ traceId }) => traceId), traceparent.slice(3, 35)]).size).toBe(3);
  });
});

describe("OpenTelemetry's own variables", () => {
  afterEach(() => vi.unstubAllEnvs());

  test("say what the server is called and what else there is to say of it", async () => {
    vi.stubEnv("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=staging,service.name=other,team=a%2Cb");
    await trace();
    await call("GET", "/editors");
    await flushObservers();
    expect(collector.resources()).toEqual([
      {
        "service.name": "other",
        "service.version": version,
        "deployment.environment.name": "staging",
        team: "a,b",
      },
    ]);
    await stop();
    collector.reset();
    vi.stubEnv("OTEL_SERVICE_NAME", "pictures");
    await trace();
    await call("GET", "/editors");
    await flushObservers();
    expect(collector.resources().map((resource) => resource["service.name"])).toEqual(["pictures"]);
  });

  test("that nobody can read are left out as a whole", async () => {
    vi.stubEnv("OTEL_RESOURCE_ATTRIBUTES", "team=a,b=c=d");
    await trace();
    await call("GET", "/editors");
    await flushObservers();
    expect(collector.resources()).toEqual([{ "service.name": "mizual", "service.version": version }]);
  });

  test("say with which headers and how small spans are sent, and how long they may be", async () => {
    vi.stubEnv("OTEL_EXPORTER_OTLP_HEADERS", "x-key=general,x-other=1");
    vi.stubEnv("OTEL_EXPORTER_OTLP_TRACES_HEADERS", "x-key=of%20traces");
    vi.stubEnv("OTEL_EXPORTER_OTLP_COMPRESSION", "gzip");
    vi.stubEnv("OTEL_SPAN_ATTRIBUTE_COUNT_LIMIT", "1");
    await trace();
    await call("GET", "/editors");
    const [span] = await spansSoFar();
    expect(Object.keys(span?.attributes ?? {})).toHaveLength(1);
    expect(collector.requests[0]?.headers).toMatchObject({
      "x-key": "of traces",
      "x-other": "1",
      "content-encoding": "gzip",
    });
  });

  test("say which requests are traced", async () => {
    vi.stubEnv("OTEL_TRACES_SAMPLER", "always_off");
    await trace();
    await call("GET", "/editors");
    expect(await spansSoFar()).toEqual([]);
  });
});

describe("the collector", () => {
  test("may want protobuf", async () => {
    await trace({ protocol: "http/protobuf" });
    await call("GET", "/editors");
    await flushObservers();
    expect(collector.requests.map(({ headers }) => headers["content-type"])).toEqual(["application/x-protobuf"]);
    expect(collector.text()).toContain("GET /editors");
  });

  test("that takes nothing costs nobody an answer; the log says so", async () => {
    await trace();
    collector.fail({ kind: "answer", answer: { status: 400, body: {} }, times: Infinity });
    expect((await call("GET", "/editors")).status).toBe(200);
    await flushObservers();
    expect(given.logged.some(({ message }) => message === "traces are not delivered")).toBe(true);
  });

  test("is asked of nothing that only watches", async () => {
    await trace();
    await call("GET", "/health/ready");
    await call("GET", "/editors");
    expect((await spansSoFar()).map(({ name }) => name)).toEqual(["GET /editors"]);
  });
});

test("observers of other kinds hear of the same", async () => {
  const heard: string[] = [];
  const remove = addObserver({ ended: ({ kind }) => void heard.push(kind) });
  await trace();
  await call("GET", "/editors");
  remove();
  expect(heard).toEqual(["request"]);
});
