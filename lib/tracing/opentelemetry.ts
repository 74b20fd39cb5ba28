import { AsyncLocalStorage } from "node:async_hooks";
import {
  type Attributes,
  type Context,
  diag,
  DiagLogLevel,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from "@opentelemetry/api";
import { parseTraceParent } from "@opentelemetry/core";
import { detectResources, envDetector, resourceFromAttributes } from "@opentelemetry/resources";
import { BasicTracerProvider, BatchSpanProcessor } from "@opentelemetry/sdk-trace-base";
import { waitUntil } from "@vercel/functions";
import type { Log } from "@/lib/log";
import { type Activity, type ActivityEnd, addObserver, endByError, type Happening } from "@/lib/observe";
import { version } from "@/package.json";
import type { TracingConfig } from "./config";

// Spans are made here, of what is told to observers, and nowhere else. No instrumentation of libraries and no provider for
// everybody: both would put addresses, statements and the ids of edits, which open them, into spans of their own.

/** Where in which trace the code at hand is; `root`: where spans about a whole edit belong. */
type Place = { context: Context; root: Context };

type Options = {
  /** Whether a trace that a request brings along is gone on with: only from proxies that are trusted. */
  believesCallers: boolean;
  /** Spans are handed on before the process may sleep. */
  onVercel: boolean;
  log: Log;
};

/** What is asked every few seconds by those who watch, and would fill a collector with nothing. */
const NOT_TRACED = new Set(["/health", "/health/ready", "/metrics"]);

const COLLECTOR_TOLD_MS = 60_000;

/** Makes traces of what is told from now on, and sends them to the collector; answers how to end that. */
export async function startTracing(
  { url, protocol }: NonNullable<TracingConfig["tracing"]>,
  { believesCallers, onVercel, log }: Options,
): Promise<() => Promise<void>> {
  const tellOfCollector = collectorNews(log);
  const provider = new BasicTracerProvider({
    // What the operator says of this server goes before what we do.
    resource: resourceFromAttributes({ "service.name": "mizual", "service.version": version }).merge(
      detectResources({ detectors: [envDetector] }),
    ),
    spanProcessors: [new BatchSpanProcessor(await createExporter(url, protocol))],
  });
  const tracer = provider.getTracer("mizual", version);
  const storage = new AsyncLocalStorage<Place>();
  const flush = (): Promise<void> => provider.forceFlush().catch(tellOfCollector);
  const handOn = (): void => (onVercel ? waitUntil(flush()) : undefined);
  const remove = addObserver({
    async around(activity, work, endOf) {
      const at = storage.getStore();
      const parent = placeOf(activity, at, believesCallers);
      if (parent === null) return work();
      const span = begin(tracer, activity, parent.context);
      const context = trace.setSpan(parent.context, span);
      // What is told of a whole edit stands beside its steps, below the request that asked for it.
      const root = activity.kind === "step" ? parent.context : (at?.root ?? context);
      try {
        const result = await storage.run({ context, root }, work);
        end(span, activity, endOf(result));
        return result;
      } catch (error) {
        end(span, activity, endByError(error));
        throw error;
      } finally {
        span.end();
        if (activity.kind !== "call") handOn();
      }
    },
    happened: (event) => markEvent(tracer, event, storage.getStore()),
    currentTrace() {
      const at = storage.getStore();
      const span = at === undefined ? undefined : trace.getSpanContext(at.context);
      return span === undefined
        ? null
        : `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, "0")}`;
    },
    flush,
  });
  return async () => {
    remove();
    await provider.shutdown().catch(tellOfCollector);
  };
}

async function createExporter(url: string, protocol: "http/protobuf" | "http/json") {
  const { OTLPTraceExporter } =
    protocol === "http/json"
      ? await import("@opentelemetry/exporter-trace-otlp-http")
      : await import("@opentelemetry/exporter-trace-otlp-proto");
  return new OTLPTraceExporter({ url });
}

/** Writes one line a minute while the collector does not take what it is sent. */
function collectorNews(log: Log): (...parts: unknown[]) => void {
  let toldAt = -Infinity;
  const tell = (...parts: unknown[]): void => {
    if (performance.now() - toldAt < COLLECTOR_TOLD_MS) return;
    toldAt = performance.now();
    log.warn("traces are not delivered", { reason: parts.map(String).join(" ").slice(0, 500) });
  };
  const quiet = (): void => {};
  const logger = { error: tell, warn: quiet, info: quiet, debug: quiet, verbose: quiet };
  diag.setLogger(logger, { logLevel: DiagLogLevel.ERROR, suppressOverrideMessage: true });
  return tell;
}

/** Where an activity belongs: below what it is part of; `null`: it is part of nothing that is traced. */
function placeOf(activity: Activity, at: Place | undefined, believesCallers: boolean): { context: Context } | null {
  switch (activity.kind) {
    case "request":
      if (NOT_TRACED.has(activity.route)) return null;
      return { context: contextOf(believesCallers ? activity.traceparent : null) };
    case "step":
      return { context: contextOf(activity.trace) };
    case "call":
      return at ?? null;
  }
}

function contextOf(traceparent: string | null): Context {
  const remote = traceparent === null ? null : parseTraceParent(traceparent);
  return remote === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, { ...remote, isRemote: true });
}

function begin(tracer: Tracer, activity: Activity, parent: Context): Span {
  switch (activity.kind) {
    case "request": {
      const { method, route } = activity;
      const attributes = { "http.request.method": method, "http.route": route };
      return tracer.startSpan(`${method} ${route}`, { kind: SpanKind.SERVER, attributes }, parent);
    }
    case "step": {
      const { step, edit } = activity;
      const attributes = { "mizual.step": step, "mizual.edit": edit };
      return tracer.startSpan(`step ${step}`, { kind: SpanKind.CONSUMER, attributes }, parent);
    }
    case "call": {
      const { part, name, operation } = activity;
      const attributes = { [`mizual.${part}`]: name, "mizual.operation": operation };
      return tracer.startSpan(`${part} ${operation}`, { kind: SpanKind.CLIENT, attributes }, parent);
    }
  }
}

function end(span: Span, { kind }: Activity, { result, errorClass }: ActivityEnd): void {
  if (kind === "request" && typeof result === "number") {
    span.setAttribute("http.response.status_code", result);
    if (result >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    return;
  }
  span.setAttribute("mizual.result", result);
  if (result === "ok") return;
  span.setAttribute("error.type", errorClass ?? String(result));
  span.setStatus({ code: SpanStatusCode.ERROR });
}

/** Makes a span of an event that has none of its own: an edit from its beginning to its end, or an error of a page. */
function markEvent(tracer: Tracer, event: Happening, at: Place | undefined): void {
  if (event.kind === "edit-ended") {
    const { status, code, editor, model, edit, times } = event;
    const attributes: Attributes = {
      "mizual.edit": edit,
      "mizual.status": status,
      ...(code !== null && { "mizual.code": code }),
      ...(editor !== null && { "mizual.editor": editor }),
      ...(model !== null && { "mizual.model": model }),
    };
    const span = tracer.startSpan("edit", { startTime: times.createdAt, attributes }, at?.root ?? ROOT_CONTEXT);
    if (status === "failed") span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }
  if (event.kind === "request-error") {
    const attributes = {
      "http.route": event.route,
      "next.type": event.type,
      "error.type": event.errorClass,
      ...(event.digest !== null && { "next.digest": event.digest }),
    };
    const span = tracer.startSpan("request error", { attributes }, at?.context ?? ROOT_CONTEXT);
    span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  }
}
