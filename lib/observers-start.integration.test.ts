import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it, vi } from "vitest";
import { startOtlpFake } from "@/tests/fakes/otlp";
import { findRoute } from "@/tests/http-client";
import { PEER_HEADER } from "./limits/client-address";
import { flushObservers } from "./observe";
import { getRuntime } from "./services";

it("a process that is started by its environment counts and traces what it is asked for", async () => {
  const collector = await startOtlpFake();
  const folder = await mkdtemp(path.join(tmpdir(), "mizual-observers-"));
  const token = "a-token-of-the-operator";
  const variables = {
    DATA_DIR: folder,
    DATABASE_URL: "",
    METRICS_TOKEN: token,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
  };
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const { database } = await getRuntime();
  try {
    const get = async (at: string) => {
      const { handlers, params } = findRoute(at);
      const headers = { Authorization: `Bearer ${token}`, [PEER_HEADER]: "192.0.2.1" };
      return handlers.GET(new Request(`http://mizual.test${at}`, { headers }), { params: Promise.resolve(params) });
    };
    expect((await get("/editors")).status).toBe(200);
    expect(await (await get("/metrics")).text()).toMatch(
      /mizual_http_request_duration_seconds_count\{[^}]*route="\/editors"[^}]*\} 1/,
    );
    await flushObservers();
    // Runs that other files left may tell of themselves as well.
    expect(collector.spans().flatMap(({ name }) => (name.startsWith("GET ") ? [name] : []))).toEqual(["GET /editors"]);
  } finally {
    vi.unstubAllEnvs();
    await database.close();
    await collector.close();
    await rm(folder, { recursive: true, force: true });
  }
});
