import type { ColumnType, Generated } from "kysely";
import type { Time, TimeRenewedBySql, TimeSetBySql } from "./column-types";

export type Sentiment = "negative" | "neutral" | "positive";

/** What is counted of one ended edit. Written by the database alone. */
export type EditFactsTable = {
  editId: string;
  pictureId: string;
  /** On which it ended, as all days of the analytics: YYYY-MM-DD in UTC. */
  day: string;
  /** Empty where none was chosen; so are `model` and `kind`, which is `several` where there is more than one. */
  editor: string;
  model: string;
  kind: string;
  kinds: string[];
  /** `completed`, `canceled`, or the code of what it failed by. */
  outcome: string;
  followUp: boolean;
  askedAt: Date;
  endedAt: Date;
  costUsd: string;
  rating: number | null;
  sentiment: string | null;
  themes: string[];
  hasText: boolean;
  /** Milliseconds of each stage; `null` where it was not completed. */
  queueMs: number | null;
  enhanceMs: number | null;
  imageMs: number | null;
  uploadMs: number | null;
  totalMs: number | null;
};

/** Sums of facts. */
export type AnalyticsUsageTable = Pick<EditFactsTable, "day" | "editor" | "model" | "kind" | "outcome" | "costUsd"> & {
  edits: number;
  followUps: number;
  ratedUp: number;
  ratedDown: number;
};

export type AnalyticsTimesTable = Pick<EditFactsTable, "day" | "editor" | "model" | "kind"> & {
  stage: string;
  bucket: number;
  edits: number;
};

export type AnalyticsKindsTable = Pick<EditFactsTable, "day" | "editor" | "kind"> & {
  edits: number;
  completed: number;
  ratedUp: number;
  ratedDown: number;
};

export type AnalyticsWordsTable = { day: string; rating: number; sentiment: string; theme: string; texts: number };

export type PictureFactsTable = {
  pictureId: string;
  day: string | null;
  edits: Generated<number>;
  firstAt: Date | null;
  lastAt: Date | null;
};

export type OperatorAction = "sign_in" | "look" | "replay" | "check" | "take_down" | "dismiss" | "export";

/** What the operator did. */
export type OperatorActionsTable = {
  id: ColumnType<string, never, never>;
  at: Time;
  action: OperatorAction;
  editId: string | null;
};

export type ReportReason = "sexual" | "violence" | "hate" | "person" | "copyright" | "other";

export type ReportsTable = {
  id: string;
  editId: string;
  reason: ReportReason;
  words: string | null;
  clientHash: string;
  createdAt: Time;
  decidedAt: TimeSetBySql;
  decision: "taken_down" | "dismissed" | null;
};

export type TakenDownSharesTable = { keyHash: string; editId: string };

export type TakenDownPicturesTable = { key: string; editId: string };

export type AnalyticsSessionsTable = { day: string; bucket: number; pictures: number; edits: number; spanMs: string };

/** What operators were told of, or are to be. Times are the database's. */
export type AlertsTable = {
  rule: string;
  /** What it is about, where the rule has several, such as an editor; else empty. */
  subject: string;
  detail: string;
  since: Time;
  /** When it was last seen to hold. */
  seenAt: TimeRenewedBySql;
  /** When it was seen to hold no more. */
  overAt: TimeSetBySql;
  /** When telling of it, or that it is over, was last tried. */
  triedAt: TimeSetBySql;
  /** When it was told that it holds. */
  toldAt: TimeSetBySql;
};

/** When something that runs by itself has last run. */
export type LooksTable = { name: string; lookedAt: ColumnType<Date, Date, Date> };
