import { LIFECYCLE, UNFINISHED_STATUSES } from "@/lib/lifecycle";
import { type Activity, type ActivityEnd, addObserver, type Happening } from "@/lib/observe";
import { createPrometheus, type Prometheus } from "./prometheus";

/** What this process has counted since it began to, and what it is shown with. */
export type Metrics = {
  prometheus: Prometheus;
  /** Hears of nothing from now on. */
  stop(): void;
};

/** Begins to count what happens in this process. */
function startMetrics(): Metrics {
  const prometheus = createPrometheus();
  const remove = addObserver({
    ended: (activity, end, seconds) => timeActivity(prometheus, activity, end, seconds),
    happened: (event) => countEvent(prometheus, event),
  });
  const stop = (): void => {
    remove();
    delete shared.mizualMetrics;
  };
  return { prometheus, stop };
}

function timeActivity(prometheus: Prometheus, activity: Activity, { result }: ActivityEnd, seconds: number): void {
  switch (activity.kind) {
    case "request": {
      const { route, method } = activity;
      const labels = { route, method, status: typeof result === "number" ? String(result) : "500" };
      return prometheus.time("mizual_http_request_duration_seconds", labels, seconds);
    }
    case "step":
      return prometheus.time("mizual_step_duration_seconds", { step: activity.step, result: String(result) }, seconds);
    case "call": {
      const { part, name, operation } = activity;
      const labels = { part, name, operation, result: String(result) };
      return prometheus.time("mizual_call_duration_seconds", labels, seconds);
    }
  }
}

function countEvent(prometheus: Prometheus, event: Happening): void {
  switch (event.kind) {
    case "edit-ended":
      return countEdit(prometheus, event);
    case "refused":
      return prometheus.count("mizual_rate_limited_total", { limit: event.limit });
    case "request-error":
      return prometheus.count("mizual_request_errors_total", { route: event.route, type: event.type });
    case "page-answered": {
      const { route, method, status } = event;
      const labels = { route, method, status: String(status) };
      return prometheus.time("mizual_http_request_duration_seconds", labels, event.seconds);
    }
    case "swept":
      prometheus.count("mizual_swept_total", { what: "sent_again" }, event.sentAgain);
      prometheus.count("mizual_swept_total", { what: "timed_out" }, event.timedOut);
      return prometheus.count("mizual_swept_total", { what: "pictures_deleted" }, event.picturesDeleted);
  }
}

function countEdit(
  prometheus: Prometheus,
  { status, code, editor, model, times }: Extract<Happening, { kind: "edit-ended" }>,
): void {
  const by = { status, editor: editor ?? "" };
  prometheus.count("mizual_edits_ended_total", { ...by, code: code ?? "", model: model ?? "" });
  const now = Date.now();
  prometheus.time("mizual_edit_duration_seconds", by, secondsBetween(times.createdAt, now));
  let end = now;
  for (const stage of UNFINISHED_STATUSES.toReversed()) {
    const { started } = LIFECYCLE[stage];
    const start = started === null ? times.createdAt : times[started];
    if (start === null) continue;
    prometheus.time("mizual_edit_stage_duration_seconds", { stage }, secondsBetween(start, end));
    end = start.getTime();
  }
}

/** The database wrote when it began, and this process's clock says when it is over: they may differ by a little. */
const secondsBetween = (start: Date, end: number): number => Math.max(0, end - start.getTime()) / 1000;

// Next loads this module once for its routes and once for what runs beside them: one count for both.
const shared = globalThis as { mizualMetrics?: Metrics };

/** The metrics of this process, begun at the first call. */
export const processMetrics = (): Metrics => (shared.mizualMetrics ??= startMetrics());
