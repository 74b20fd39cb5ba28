import { gunzipSync } from "node:zlib";
import { z } from "zod";
import { type FakeServer, startFakeServer } from "../fake-server";

// A collector of OpenTelemetry, as OTLP/HTTP 1.x describes one: traces by POST to /v1/traces, in JSON (ids in hexadecimal,
// times as decimal text) or in protobuf. JSON is read strictly; of protobuf only that it is some is looked at.

const value = z.union([
  z.strictObject({ stringValue: z.string() }),
  z.strictObject({ intValue: z.union([z.int(), z.string().regex(/^-?\d+$/)]) }),
  z.strictObject({ doubleValue: z.number() }),
  z.strictObject({ boolValue: z.boolean() }),
]);
const attributes = z.array(z.strictObject({ key: z.string().min(1), value }));
const nanoseconds = z.string().regex(/^[1-9]\d{17,19}$/);
const spanId = z.string().regex(/^(?!0{16})[0-9a-f]{16}$/);

const spanSchema = z.looseObject({
  traceId: z.string().regex(/^(?!0{32})[0-9a-f]{32}$/),
  spanId,
  parentSpanId: spanId.optional(),
  name: z.string().min(1),
  kind: z.int().min(1).max(5),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes,
  status: z.looseObject({ code: z.int().min(0).max(2) }),
});

const requestSchema = z.strictObject({
  resourceSpans: z.array(
    z.looseObject({
      resource: z.looseObject({ attributes }),
      scopeSpans: z.array(z.looseObject({ scope: z.looseObject({ name: z.string() }), spans: z.array(spanSchema) })),
    }),
  ),
});

export type ReceivedSpan = {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string;
  kind: number;
  startNanos: bigint;
  endNanos: bigint;
  attributes: Record<string, string | number | boolean>;
  failed: boolean;
};

export type OtlpFake = FakeServer & {
  /** Every span that came as JSON, in the order in which they began. */
  spans(): ReceivedSpan[];
  /** What was said of the server that sends, each time. */
  resources(): ReceivedSpan["attributes"][];
  /** All that came, as text, whatever its form. */
  text(): string;
};

/** Starts a collector on this machine. */
export async function startOtlpFake(): Promise<OtlpFake> {
  const server = await startFakeServer(({ method, path, headers, body }) => {
    if (method !== "POST" || path !== "/v1/traces") return { status: 404 };
    const type = headers["content-type"];
    if (type === "application/x-protobuf") return { headers: { "content-type": type }, body: new Uint8Array() };
    if (type !== "application/json") return { status: 415 };
    const read = requestSchema.safeParse(JSON.parse(textOf(headers, body)));
    return read.success ? { body: {} } : { status: 400, body: { code: 3, message: read.error.message } };
  });
  const received = () =>
    server.requests
      .filter(({ headers }) => headers["content-type"] === "application/json")
      .flatMap(({ headers, body }) => requestSchema.parse(JSON.parse(textOf(headers, body))).resourceSpans);
  const bodies = () => server.requests.map(({ headers, body }) => textOf(headers, body));
  return Object.assign(server, {
    text: () => bodies().join("\n"),
    resources: () => received().map(({ resource }) => plain(resource.attributes)),
    spans: () =>
      received()
        .flatMap(({ scopeSpans }) => scopeSpans.flatMap(({ spans }) => spans.map(readSpan)))
        .toSorted((one, other) => Number(one.startNanos - other.startNanos)),
  });
}

const textOf = (headers: Readonly<Record<string, string>>, body: Buffer): string =>
  (headers["content-encoding"] === "gzip" ? gunzipSync(body) : body).toString("utf8");

function readSpan(span: z.infer<typeof spanSchema>): ReceivedSpan {
  return {
    traceId: span.traceId,
    spanId: span.spanId,
    parentSpanId: span.parentSpanId ?? null,
    name: span.name,
    kind: span.kind,
    startNanos: BigInt(span.startTimeUnixNano),
    endNanos: BigInt(span.endTimeUnixNano),
    attributes: plain(span.attributes),
    failed: span.status.code === 2,
  };
}

function plain(list: z.infer<typeof attributes>): ReceivedSpan["attributes"] {
  const result: ReceivedSpan["attributes"] = {};
  for (const { key, value: one } of list) {
    if ("intValue" in one) result[key] = Number(one.intValue);
    else if ("doubleValue" in one) result[key] = one.doubleValue;
    else result[key] = "boolValue" in one ? one.boolValue : one.stringValue;
  }
  return result;
}

/** A trace as a person reads it: each span below the one that it is part of, with its times and attributes. */
export function drawTrace(spans: readonly ReceivedSpan[]): string {
  const first = spans.reduce(
    (least, { startNanos }) => (startNanos < least ? startNanos : least),
    spans[0]?.startNanos ?? 0n,
  );
  const known = new Set(spans.map(({ spanId }) => spanId));
  const below = (parent: string | null, depth: number): string[] =>
    spans
      .filter(({ parentSpanId }) =>
        parent === null ? parentSpanId === null || !known.has(parentSpanId) : parentSpanId === parent,
      )
      .flatMap((span) => {
        const at = Number((span.startNanos - first) / 1_000_000n);
        const took = Number((span.endNanos - span.startNanos) / 10_000n) / 100;
        const said = Object.entries(span.attributes).map(([key, each]) => `${key}=${each}`);
        const line = `${"  ".repeat(depth)}${span.failed ? "✗ " : ""}${span.name}  +${at} ms, ${took} ms  ${said.join(" ")}`;
        return [line.trimEnd(), ...below(span.spanId, depth + 1)];
      });
  return below(null, 0).join("\n");
}
