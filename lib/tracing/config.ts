import { z } from "zod";
import { httpUrl } from "@/lib/config/fields";
import { defineSection } from "@/lib/config/section";

export type TracingConfig = {
  /** Where traces are sent, by the OpenTelemetry protocol over HTTP; `null`: none are made. */
  tracing: { url: string; protocol: "http/protobuf" | "http/json"; serviceName: string } | null;
};

/**
 * Whether what happens is traced, by OpenTelemetry's own variables. Its SDK reads more of them by itself, such as
 * `OTEL_BSP_…`, which are as they are documented there.
 */
export const tracingConfig = defineSection({
  variables: {
    OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.describe(
      "Turns on traces, sent by OTLP over HTTP to this collector, e.g. http://localhost:4318. No prompt, picture, key or\n" +
        "address is in them. OpenTelemetry's other variables are honoured as well.",
    ),
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.describe("The whole address for traces, where it is another."),
    OTEL_EXPORTER_OTLP_PROTOCOL: z
      .enum(["http/protobuf", "http/json"], 'must be "http/protobuf" or "http/json"')
      .describe("http/protobuf (default) or http/json."),
    OTEL_EXPORTER_OTLP_HEADERS: z.string().describe("Headers for the collector, e.g. its key: name=value,name=value"),
    OTEL_SERVICE_NAME: z.string().describe("What the traces are called by. Default: mizual"),
    OTEL_TRACES_SAMPLER: z
      .string()
      .describe(
        "Which requests are traced, e.g. parentbased_traceidratio with OTEL_TRACES_SAMPLER_ARG=0.1. Default: all.",
      ),
    OTEL_TRACES_SAMPLER_ARG: z.string(),
    OTEL_SDK_DISABLED: z.string().describe("true turns traces off, whatever else is set."),
  },
  readme: [
    {
      set: ["OTEL_EXPORTER_OTLP_ENDPOINT"],
      gives: "traces of requests and runs, by OpenTelemetry",
      insteadOf: "no traces",
    },
  ],
  tuning: [
    "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
    "OTEL_EXPORTER_OTLP_PROTOCOL",
    "OTEL_EXPORTER_OTLP_HEADERS",
    "OTEL_SERVICE_NAME",
    "OTEL_TRACES_SAMPLER",
    "OTEL_TRACES_SAMPLER_ARG",
    "OTEL_SDK_DISABLED",
  ],
  read(env): TracingConfig {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole } = env;
    const url = whole ?? (base === undefined ? null : `${base.replace(/\/$/, "")}/v1/traces`);
    if (url === null || env.OTEL_SDK_DISABLED?.toLowerCase() === "true") return { tracing: null };
    const { OTEL_EXPORTER_OTLP_PROTOCOL: protocol = "http/protobuf", OTEL_SERVICE_NAME: serviceName = "mizual" } = env;
    return { tracing: { url, protocol, serviceName } };
  },
});
