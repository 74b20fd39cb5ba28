import { expect, test } from "vitest";
import { readSection } from "@/lib/config/section";
import { tracingConfig } from "./config";

const read = (variables: Record<string, string>) => readSection(tracingConfig, variables).tracing;

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318" };
const SENT = { url: "http://collector:4318/v1/traces", protocol: "http/protobuf" };

test.each<[string, Record<string, string>, ReturnType<typeof read>]>([
  ["nothing", {}, null],
  ["an endpoint", ENDPOINT, { url: "http://collector:4318/v1/traces", protocol: "http/protobuf" }],
  [
    "an endpoint below a path",
    { OTEL_EXPORTER_OTLP_ENDPOINT: "https://c.example/otlp/" },
    { url: "https://c.example/otlp/v1/traces", protocol: "http/protobuf" },
  ],
  [
    "one for traces alone, which is as it is",
    { ...ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: "http://other/traces" },
    { url: "http://other/traces", protocol: "http/protobuf" },
  ],
  [
    "the exporter by its name, at the usual place",
    { OTEL_TRACES_EXPORTER: "OTLP" },
    { url: "http://localhost:4318/v1/traces", protocol: "http/protobuf" },
  ],
  ["no exporter", { ...ENDPOINT, OTEL_TRACES_EXPORTER: "none" }, null],
  ["a disabled SDK", { ...ENDPOINT, OTEL_SDK_DISABLED: "True" }, null],
  [
    "an SDK that is disabled by no other word",
    { ...ENDPOINT, OTEL_SDK_DISABLED: "1" },
    { ...SENT, protocol: "http/protobuf" },
  ],
  ["a protocol", { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: "http/json" }, { ...SENT, protocol: "http/json" }],
  [
    "one for traces alone, where the others go by another",
    { ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc", OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: "http/json" },
    { ...SENT, protocol: "http/json" },
  ],
  ["a protocol that is not there, of nothing that is sent", { OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" }, null],
])("%s", (_what, variables, tracing) => {
  expect(read(variables)).toEqual(tracing);
});

test("a protocol that is not there is told, and which variable to set", () => {
  expect(() => read({ ...ENDPOINT, OTEL_EXPORTER_OTLP_PROTOCOL: "grpc" })).toThrow(
    /OTEL_EXPORTER_OTLP_TRACES_PROTOCOL/,
  );
  expect(() => read({ ...ENDPOINT, OTEL_TRACES_EXPORTER: "zipkin" })).toThrow('must be "otlp" or "none"');
});
