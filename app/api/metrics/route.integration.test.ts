import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { requestEdit } from "@/lib/edits/request";
import type { Method } from "@/lib/http/endpoint";
import { processMetrics } from "@/lib/metrics/metrics";
import { type Services, setServices } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { findRoute } from "@/tests/http-client";
import { metricSamples } from "@/tests/metric-samples";
import { createTestServices, type TestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";

const TOKEN = "a-token-of-the-operator";

let given: TestServices;
let services: Services;
beforeAll(async () => {
  given = await createTestServices({}, { METRICS_TOKEN: TOKEN });
});
beforeEach(async () => {
  await given.database.reset();
  services = { ...given.services };
  setServices(services);
  processMetrics();
});
afterEach(() => processMetrics().stop());
afterAll(async () => {
  setServices(null);
  await given.close();
});

async function send(method: Method, path: string, headers: Record<string, string> = {}): Promise<Response> {
  const { handlers, params } = findRoute(path.split("?")[0] ?? path);
  const request = new Request(`http://mizual.test${path}`, { method, headers });
  return handlers[method](request, { params: Promise.resolve(params) });
}

async function ask(method: Method, path: string, headers: Record<string, string> = {}) {
  const response = await send(method, path, headers);
  return { status: response.status, type: response.headers.get("content-type"), text: await response.text() };
}

const scrape = async () => {
  const { status, text } = await ask("GET", "/metrics", { Authorization: `Bearer ${TOKEN}` });
  expect(status).toBe(200);
  return metricSamples(text);
};
type Samples = Awaited<ReturnType<typeof scrape>>;
const valueOf = (samples: Samples, name: string, labels: Record<string, string> = {}): number | undefined =>
  samples.find(
    (sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value),
  )?.value;

describe("who may see them", () => {
  test("brings the token; whoever does not is told what stands where there is nothing", async () => {
    const withoutTime = (text: string) => text.replace(/"timestamp":"[^"]*"/, "");
    const nothing = await ask("GET", "/no-such-path");
    const attempts = ["", "Bearer", "Bearer wrong", `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`];
    for (const Authorization of attempts) {
      const refused = await ask("GET", "/metrics", { Authorization });
      expect(refused.status, Authorization).toBe(404);
      expect(withoutTime(refused.text)).toBe(withoutTime(nothing.text));
    }
    expect((await ask("GET", "/metrics")).status).toBe(404);
    const shown = await ask("GET", "/metrics", { Authorization: `bearer ${TOKEN}` });
    expect([shown.status, shown.type]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
  });

  test("learns by no method and no header that there is something, without the token", async () => {
    const named = (headers: Headers) => [...headers.keys()].toSorted();
    const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;
    for (const method of methods) {
      const nothing = await send(method, "/no-such-path");
      const refused = await send(method, "/metrics", { Authorization: "Bearer wrong" });
      expect([method, refused.status]).toEqual([method, 404]);
      expect([method, nothing.status]).toEqual([method, 404]);
      expect(named(refused.headers), method).toEqual(named(nothing.headers));
    }
    const bearer = { Authorization: `Bearer ${TOKEN}` };
    expect((await send("POST", "/metrics", bearer)).status).toBe(405);
    const options = await send("OPTIONS", "/metrics", bearer);
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, HEAD, OPTIONS"]);
  });

  test("is nobody where no token is set", async () => {
    setServices({ ...services, env: { ...services.env, metricsToken: null } });
    for (const bearer of ["", "null", "undefined", TOKEN])
      expect((await ask("GET", "/metrics", { Authorization: `Bearer ${bearer}` })).status).toBe(404);
  });

  test("is who has not tried too often, whatever is brought", async () => {
    setServices({ ...services, env: { ...services.env, rateLimits: {} } });
    for (let count = 0; count < 60; count += 1) await ask("GET", "/metrics", { Authorization: "Bearer guess" });
    expect((await ask("GET", "/metrics", { Authorization: `Bearer ${TOKEN}` })).status).toBe(429);
  });
});

describe("after some edits", () => {
  test("their figures are those of the rows", async () => {
    const picture = await testPicture();
    for (const prompt of ["make it warmer", "make it black and white", "sing a song about zanzibar"])
      await requestEdit(services, editRequest(picture, { prompt }), clientOf());
    const waiting = await scrape();
    expect(valueOf(waiting, "mizual_edits_unfinished", { status: "pending" })).toBe(3);
    expect(valueOf(waiting, "mizual_edits_oldest_seconds", { status: "pending" })).toBeGreaterThan(0);

    await given.runEdits();
    services = { ...services };
    setServices(services);
    const samples = await scrape();
    const rows = await services.db.selectFrom("edits").select(["status", "resultSize", "originalSize"]).execute();
    const completed = rows.filter(({ status }) => status === "completed");
    expect(completed).toHaveLength(2);
    const ended = { editor: "local", model: "mizual-local-2" };
    expect(valueOf(samples, "mizual_edits_ended_total", { ...ended, status: "completed" })).toBe(2);
    expect(
      valueOf(samples, "mizual_edits_ended_total", {
        editor: "local",
        status: "failed",
        code: "REQUEST_NOT_UNDERSTOOD",
      }),
    ).toBe(1);
    expect(valueOf(samples, "mizual_edits_unfinished", { status: "pending" })).toBe(0);
    expect(valueOf(samples, "mizual_edit_stage_duration_seconds_count", { stage: "processing_image" })).toBe(3);
    const sum = (sizes: (number | null)[]) => sizes.reduce<number>((all, size) => all + (size ?? 0), 0);
    expect(valueOf(samples, "mizual_stored_pictures_bytes", { kind: "result" })).toBe(
      sum(completed.map(({ resultSize }) => resultSize)),
    );
    expect(valueOf(samples, "mizual_stored_pictures_bytes", { kind: "original" })).toBe(
      sum(rows.map(({ originalSize }) => originalSize)),
    );
    expect(valueOf(samples, "mizual_database_up")).toBe(1);
    expect(valueOf(samples, "mizual_disk_free_bytes")).toBeGreaterThan(0);
    expect(valueOf(samples, "process_resident_memory_bytes")).toBeGreaterThan(1e6);
    expect(JSON.stringify(samples)).not.toContain("zanzibar");
  });
});

describe("while the database", () => {
  const whatIsKnown = async (broken: Services) => {
    setServices(broken);
    const samples = await scrape();
    expect(valueOf(samples, "mizual_database_up")).toBe(0);
    expect(samples.filter(({ name }) => name === "mizual_edits_unfinished")).toEqual([]);
    expect(valueOf(samples, "mizual_build_info")).toBe(1);
    expect(valueOf(samples, "process_cpu_seconds_total")).toBeGreaterThan(0);
  };
  const reaching = (port: number) =>
    openDatabase({
      database: { kind: "postgres", url: `postgres://u@127.0.0.1:${port}/d`, migrationUrl: "" },
      dataDir: "",
      schema: "public",
    });

  test("is not there, what is known without it is shown", async () => {
    const database = await reaching(1);
    await expect(whatIsKnown({ ...services, db: database.db })).resolves.toBeUndefined();
    await database.close();
  });

  test("says nothing, the same is shown after two seconds, and it is asked by one connection however many ask", async () => {
    let connections = 0;
    const sockets = new Set<{ destroy(): void }>();
    const silent = createServer((socket) => {
      connections += 1;
      sockets.add(socket);
    }).listen(0, "127.0.0.1");
    await once(silent, "listening");
    const database = await reaching((silent.address() as AddressInfo).port);
    const broken = { ...services, db: database.db };
    await Promise.all([whatIsKnown(broken), whatIsKnown(broken), whatIsKnown(broken)]);
    await whatIsKnown(broken);
    expect(connections).toBe(1);
    for (const socket of sockets) socket.destroy();
    silent.close();
    await database.close();
  });
});

test("whatever paths, methods and words come, there are as many series", async () => {
  // Node's own come with what it does, such as each kind of garbage.
  const series = async () => (await scrape()).filter(({ name }) => name.startsWith("mizual_")).length;
  const hostile = async (count: number) => {
    for (let at = 0; at < count; at += 1) {
      const word = `${randomUUID()}"\\{},=é`;
      const headers = {
        "User-Agent": word,
        traceparent: word,
        "X-Forwarded-For": word,
        Authorization: `Bearer ${word}`,
      };
      await ask("GET", `/edit/${encodeURIComponent(word)}`, headers);
      await ask("GET", `/feedback/${at}?${encodeURIComponent(word)}`, headers);
      await ask("DELETE", `/edit/${randomUUID()}`, headers);
      await ask("PATCH", `/${encodeURIComponent(word)}/x`, headers);
      await ask("GET", "/metrics", headers);
    }
  };
  await hostile(3);
  await scrape();
  const before = await series();
  await hostile(150);
  expect(await series()).toBe(before);
});
