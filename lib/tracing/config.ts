import { z } from "zod";
import { httpUrl } from "@/lib/config/fields";
import { defineSection } from "@/lib/config/section";

export type TracingConfig = {
  /** Where traces are sent, by the OpenTelemetry protocol over HTTP; `null`: none are made. */
  tracing: { url: string; protocol: "http/protobuf" | "http/json" } | null;
};

const PROTOCOLS = ["http/protobuf", "http/json", "grpc"] as const;

/** Words of a closed set, in any case, as OpenTelemetry has them. */
const oneOf = <const Words extends readonly [string, ...string[]]>(words: Words, message: string) =>
  z.string().trim().toLowerCase().pipe(z.enum(words, message));

const protocolField = oneOf(PROTOCOLS, 'must be "http/protobuf" or "http/json"');

/** Where a collector listens by default, as OpenTelemetry has it. */
const USUAL_ENDPOINT = "http://localhost:4318";

/**
 * Whether what happens is traced, by OpenTelemetry's own variables. Here is read what decides whether and how traces are
 * sent. Its SDK for traces over HTTP reads the others by itself, as they are documented there: OTEL_SERVICE_NAME,
 * OTEL_RESOURCE_ATTRIBUTES, OTEL_TRACES_SAMPLER…, OTEL_BSP_…, OTEL_SPAN_…, and of OTEL_EXPORTER_OTLP_… and
 * OTEL_EXPORTER_OTLP_TRACES_… those for HEADERS, TIMEOUT, COMPRESSION, CERTIFICATE, CLIENT_CERTIFICATE and CLIENT_KEY.
 */
export const tracingConfig = defineSection({
  variables: {
    OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.describe(
      "Turns on traces, sent by OTLP over HTTP to this collector, e.g. http://localhost:4318. No prompt, picture, key or\n" +
        "address is in them. OpenTelemetry's other variables for traces over HTTP are honoured as well.",
    ),
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: httpUrl.describe("The whole address for traces, where it is another."),
    OTEL_TRACES_EXPORTER: oneOf(["otlp", "none"], 'must be "otlp" or "none"').describe(
      "none: no traces, whatever else is set. otlp: traces, without an endpoint to http://localhost:4318.",
    ),
    OTEL_EXPORTER_OTLP_PROTOCOL: protocolField.describe("http/protobuf (default) or http/json."),
    OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocolField.describe("The same for traces alone."),
    OTEL_EXPORTER_OTLP_HEADERS: z.string().describe("Headers for the collector, e.g. its key: name=value,name=value"),
    OTEL_SERVICE_NAME: z.string().describe("What the traces are called by. Default: mizual"),
    OTEL_RESOURCE_ATTRIBUTES: z
      .string()
      .describe("What else is said of this server, e.g. deployment.environment.name=staging,host.name=one"),
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
    "OTEL_TRACES_EXPORTER",
    "OTEL_EXPORTER_OTLP_PROTOCOL",
    "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL",
    "OTEL_EXPORTER_OTLP_HEADERS",
    "OTEL_SERVICE_NAME",
    "OTEL_RESOURCE_ATTRIBUTES",
    "OTEL_TRACES_SAMPLER",
    "OTEL_TRACES_SAMPLER_ARG",
    "OTEL_SDK_DISABLED",
  ],
  read(env, { problems }): TracingConfig {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: base, OTEL_TRACES_EXPORTER: exporter } = env;
    const isOff = exporter === "none" || env.OTEL_SDK_DISABLED?.trim().toLowerCase() === "true";
    const endpoint = base ?? (exporter === "otlp" ? USUAL_ENDPOINT : null);
    const whole = endpoint === null ? null : `${endpoint.replace(/\/$/, "")}/v1/traces`;
    const url = env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? whole;
    if (isOff || url === null) return { tracing: null };
    const protocol = env.OTEL_EXPORTER_OTLP_TRACES_PROTOCOL ?? env.OTEL_EXPORTER_OTLP_PROTOCOL ?? "http/protobuf";
    if (protocol !== "grpc") return { tracing: { url, protocol } };
    problems.push(
      "OTEL_EXPORTER_OTLP_PROTOCOL is grpc, which traces are not sent by: set OTEL_EXPORTER_OTLP_TRACES_PROTOCOL to http/protobuf",
    );
    return { tracing: null };
  },
});
