import type { ColumnType, Generated } from "kysely";
import type { Numeric, Time, TimeSetBySql } from "./column-types";
import type { Charge, RunErrorCode } from "@/lib/errors";

export type AttemptOutcome = "succeeded" | "failed" | "uncertain" | "abandoned";

export type EditAttemptsTable = {
  id: string;
  editId: string;
  number: number;
  runId: string;
  editor: string;
  model: string | null;
  /** Since when it queues for a slot at the provider. */
  waitingSince: TimeSetBySql;
  /** The provider asked not to be asked before. */
  notBefore: TimeSetBySql;
  /** How often the provider certainly did not take it. */
  refusals: Generated<number>;
  sentAt: TimeSetBySql;
  providerId: string | null;
  pollingUrl: string | null;
  /** The provider's last word on it; `null` while it may still be at work. */
  taskState: "ready" | "failed" | null;
  /** When a person asked to look at it once more. */
  checkedAt: TimeSetBySql;
  /** Since when the provider has answered that it is at work, without a gap, and when it did so last. */
  askedSince: TimeSetBySql;
  answeredAt: TimeSetBySql;
  /** When the provider called back. */
  hintedAt: TimeSetBySql;
  /** How often in a row the provider has said that it lost the task or failed with it. */
  doubts: Generated<number>;
  /** Host of an address of the provider's that was not asked. */
  refusedHost: ColumnType<string | null, string | null | undefined, string | null>;
  /** What the provider said when it failed; may quote the person. */
  providerWords: ColumnType<string | null, string | null | undefined, string | null>;
  outcome: AttemptOutcome | null;
  errorCode: RunErrorCode | null;
  charge: Generated<Charge>;
  costUsd: Numeric;
  costEstimated: Generated<boolean>;
  createdAt: Time;
  finishedAt: TimeSetBySql;
};

/** Paid results that the picture store did not take yet. */
export type ParkedResultsTable = { attemptId: string; editId: string; bytes: Uint8Array; createdAt: Time };

/** US dollars, read as decimal text. `day`: YYYY-MM-DD in UTC. */
export type SpendTable = {
  day: ColumnType<string, string, never>;
  scope: Generated<string>;
  usd: ColumnType<string, number | string, string>;
};

export type SpendReservationsTable = {
  editId: string;
  number: number;
  day: ColumnType<string, string, never>;
  scope: string | null;
  priceUsd: ColumnType<string, number | string, never>;
  usd: ColumnType<string, number | string, string>;
  createdAt: Time;
  settledAt: TimeSetBySql;
};
