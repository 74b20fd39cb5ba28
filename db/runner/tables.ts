import type { ColumnType, Generated } from "kysely";
import type { Json, Time, TimeSetBySql } from "../column-types";

// The tables of the embedded runner, as Kysely sees them.

export type RunnerEventsTable = { id: string; name: string; data: Json<unknown>; ts: Date; receivedAt: Time };

export type RunnerRunStatus = "running" | "completed" | "failed" | "canceled";

export type RunnerRunsTable = {
  id: string;
  functionId: string;
  eventId: string;
  event: Json<unknown>;
  status: Generated<RunnerRunStatus>;
  output: ColumnType<unknown, string | null | undefined, string | null>;
  error: ColumnType<unknown, string | null | undefined, string | null>;
  replayOf: string | null;
  /** For whom it is, as its jobs say too; null: for nobody in particular. */
  share: string | null;
  createdAt: Time;
  finishedAt: TimeSetBySql;
};

export type RunnerStepsTable = {
  runId: string;
  id: string;
  position: number;
  name: string;
  state: Json<unknown>;
  createdAt: Time;
};

export type RunnerJobsTable = {
  id: ColumnType<string, never, never>;
  runId: string;
  functionId: string;
  kind: Generated<"call" | "sleep">;
  stepId: Generated<string>;
  attempt: Generated<number>;
  deaths: Generated<number>;
  dueAt: ColumnType<Date, Date | undefined, Date>;
  owner: string | null;
  leaseUntil: TimeSetBySql;
  share: string | null;
};

export type RunnerSchedulesTable = { functionId: string; cron: string; lastSlot: Date };
