// Every metric of ours: its name and unit by Prometheus' conventions, what it says, and its labels. All else follows from
// this table: what is registered, what may be set, and the names that the dashboard and the rules of alerts may use.
// A label has few values: declared routes, codes of tables, configured names. What others choose is none.

type Labels = readonly string[];

/** Seconds of what answers at once. */
const QUICK = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Seconds of what pictures are made in. */
const LONG = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320, 640, 1280];

const counter = (help: string, labels: Labels = []) => ({ type: "counter", help, labels }) as const;

const histogram = (help: string, labels: Labels, buckets: readonly number[]) =>
  ({ type: "histogram", help, labels, buckets }) as const;

/** Read when the metrics are asked for: in this process, or in the database, where it is the same for all of them. */
const gauge = (from: "process" | "database", help: string, labels: Labels = []) =>
  ({ type: "gauge", from, help, labels }) as const;

export const METRICS = {
  mizual_http_request_duration_seconds: histogram(
    "Time until a request was answered, by route as it is declared, method and status.",
    ["route", "method", "status"],
    QUICK,
  ),
  mizual_rate_limited_total: counter("Requests that were refused because a limit was reached.", ["limit"]),
  mizual_request_errors_total: counter("What was thrown while a page or a route was made.", ["route", "type"]),

  mizual_edits_ended_total: counter(
    "Edits that are over, by how they ended; code is empty unless they failed. Retries are edits of their own.",
    ["status", "code", "editor", "model"],
  ),
  mizual_edit_duration_seconds: histogram(
    "Time from when an edit was accepted until it was over.",
    ["status", "editor"],
    LONG,
  ),
  mizual_edit_stage_duration_seconds: histogram(
    "Time that an edit spent in each of its states; pending is the wait for a run.",
    ["stage"],
    LONG,
  ),
  mizual_step_duration_seconds: histogram("Time of one step of a run, by what it came to.", ["step", "result"], LONG),
  mizual_call_duration_seconds: histogram(
    "Time of one call to an editor, an enhancer, a judge of feedback or the picture store, by what it came to: ok, or the code of an error.",
    ["part", "name", "operation", "result"],
    LONG,
  ),
  mizual_swept_total: counter("What the sweeper of this process found and set right.", ["what"]),

  mizual_build_info: gauge("process", "Always 1; the labels say what runs here.", [
    "version",
    "database",
    "images",
    "runs",
  ]),
  mizual_database_connections: gauge("process", "Connections of this process to the database.", ["state"]),
  mizual_database_waiting: gauge("process", "Statements of this process that wait for a connection."),
  mizual_decode_places: gauge("process", "Pictures that are decoded or encoded now, or wait for it.", ["state"]),
  mizual_decode_waiting_bytes: gauge("process", "Bytes of the pictures that wait to be decoded."),
  mizual_engine_threads: gauge(
    "process",
    "Jobs of the local engine that are at work on its threads, or wait for one.",
    ["state"],
  ),
  mizual_limits_alone: gauge("process", "1 while this process counts requests without the others."),
  mizual_disk_free_bytes: gauge(
    "process",
    "Free on the disk that DATA_DIR lies on, where anything embedded is in use.",
  ),
  mizual_disk_size_bytes: gauge("process", "Size of that disk."),

  mizual_database_up: gauge(
    "process",
    "1 when the database answered in time; without it the figures below are left out.",
  ),
  mizual_edits_unfinished: gauge("database", "Edits that are not over, by their state.", ["status"]),
  mizual_edits_oldest_seconds: gauge("database", "For how long the oldest of them has been in that state.", ["status"]),
  mizual_edits_stuck: gauge("database", "Edits that show no sign of life for longer than their state allows."),
  mizual_outbox_due: gauge("database", "Edits whose event is still to be taken by what carries out runs."),
  mizual_provider_tasks_open: gauge("database", "Tasks that are open at a provider, as its slots count them.", [
    "editor",
  ]),
  mizual_provider_tasks_cap: gauge("database", "How many may be open at once.", ["editor"]),
  mizual_provider_queue: gauge("database", "Edits that wait for a slot at a provider.", ["editor"]),
  mizual_provider_queue_oldest_seconds: gauge("database", "For how long the first of them has waited.", ["editor"]),
  mizual_provider_down: gauge("database", "1 while edits are not sent to an editor because of its own trouble.", [
    "editor",
  ]),
  mizual_spend_today_dollars: gauge(
    "database",
    "US dollars counted against today's cap, reservations included; by UTC.",
  ),
  mizual_spend_cap_dollars: gauge("database", "US dollars that may be spent a day; left out where there is no cap."),
  mizual_parked_results: gauge(
    "database",
    "Paid results that the picture store has not taken within a minute, of edits that are not over.",
  ),
  mizual_stored_pictures_bytes: gauge(
    "database",
    "Bytes of uploads and results that are kept, without their small pictures; at most ten minutes old.",
    ["kind"],
  ),
} as const;

type Catalogue = typeof METRICS;
export type MetricName<Type extends Catalogue[keyof Catalogue]["type"] = Catalogue[keyof Catalogue]["type"]> = {
  [Name in keyof Catalogue]: Catalogue[Name]["type"] extends Type ? Name : never;
}[keyof Catalogue];
