import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { startOtlpFake } from "@/tests/fakes/otlp";
import { runChild } from "@/tests/run-child";

it("a process that is started by its environment counts and traces what it is asked for", async () => {
  const collector = await startOtlpFake();
  const folder = await mkdtemp(path.join(tmpdir(), "mizual-observers-"));
  const env = {
    DATA_DIR: folder,
    DATABASE_URL: "",
    METRICS_TOKEN: "a-token-of-the-operator",
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
  };
  try {
    const { code, output, errors } = await runChild("tests/observed-worker.ts", [], env).ended;
    expect(code, errors).toBe(0);
    expect(output).toMatch(/^200$/m);
    expect(output).toMatch(/mizual_http_request_duration_seconds_count\{[^}]*route="\/editors"[^}]*\} 1/);
    expect(collector.spans().map(({ name }) => name)).toEqual(["GET /editors"]);
  } finally {
    await collector.close();
    await rm(folder, { recursive: true, force: true });
  }
});
