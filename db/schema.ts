import type { ColumnType, Generated } from "kysely";
import type { EditPlan } from "@mizual/engine";
import type { Charge, ErrorCode, RunErrorCode } from "@/lib/errors";
import type { EditStatus, StartedColumn } from "@/lib/lifecycle";
import type { Numeric, Time, TimeRenewedBySql, TimeSetBySql } from "./column-types";
import type {
  RunnerEventsTable,
  RunnerJobsTable,
  RunnerRunsTable,
  RunnerSchedulesTable,
  RunnerStepsTable,
} from "./runner/tables";

/** The columns that keep when each state began: those that the table of states names. */
type StartedColumns = Record<StartedColumn, TimeSetBySql>;

export type EditsTable = StartedColumns & {
  id: string;
  rootId: string;
  parentId: string | null;
  chainPosition: number;
  parentPosition: ColumnType<number | null, never, never>;
  /** The edit with which its picture began: what is made of one original, in chains of its own or on each other. */
  pictureId: ColumnType<string, string, never>;
  /** Its number among all edits of the picture, from 1; given by the database, and never again to another. */
  version: ColumnType<number, number | undefined, never>;
  status: Generated<EditStatus>;

  prompt: string | null;
  /** The prompt without accents and capitals, to be searched. */
  words: ColumnType<string | null, never, never>;
  enhancedPrompt: string | null;
  enhanced: Generated<boolean>;
  plan: ColumnType<EditPlan | null, string | null | undefined, string | null>;
  /** Of `EDIT_KINDS`, by what its plan does; empty where no plan says so. */
  kinds: Generated<string[]>;
  enhanceMode: Generated<"auto" | "off">;
  bestEffort: Generated<boolean>;
  requestedEditor: string | null;
  /** All of the picture goes to an editor that is paid, not a smaller copy of it. */
  fullSize: Generated<boolean>;
  editor: string | null;
  /** Why this editor; for `fallback`, the code of what kept `editorInsteadOf` from making the edit. */
  editorReason: EditorReason | null;
  editorReasonCode: ErrorCode | null;
  editorInsteadOf: string | null;
  model: string | null;

  originalKey: string | null;
  originalType: string | null;
  originalWidth: number | null;
  originalHeight: number | null;
  originalSize: number | null;
  originalSha256: string | null;
  originalPreviewKey: string | null;
  originalThumbnailKey: string | null;
  /** Codes of what the original lost when it was accepted. */
  sourceNotes: Generated<string[]>;
  /** Format of the file that its chain began with; `null` where it is not known. */
  sourceFormat: string | null;
  /** Whether that is kept with loss; `null` where it is not known. */
  sourceLossy: boolean | null;
  /** What the editor says of the result, in sentences without their full stops; may quote the prompt. */
  resultNotes: Generated<string[]>;
  /** What of the request it did not carry out, likewise. */
  leftOut: Generated<string[]>;
  resultKey: string | null;
  resultType: string | null;
  resultWidth: number | null;
  resultHeight: number | null;
  resultSize: number | null;
  resultSha256: string | null;
  /** Whether anything of it is transparent; `null` where it is not known. */
  resultAlpha: boolean | null;
  previewKey: string | null;
  thumbnailKey: string | null;

  errorCode: RunErrorCode | null;
  errorDetail: string | null;
  /** Requests that can be carried out instead of what was refused; may quote the prompt. */
  suggestions: Generated<string[]>;
  retryable: Generated<boolean>;
  charge: Generated<Charge>;
  costUsd: Numeric;
  costEstimated: Generated<boolean>;

  ownerHash: string | null;
  /** A page of ours asked for it: its browser alone rates and continues it. */
  madeByPage: Generated<boolean>;
  clientHash: string | null;
  runId: string | null;
  heartbeatAt: TimeSetBySql;
  /** The dispatch whose run claimed the edit last; the same one again is a replay. */
  dispatch: Generated<number>;
  replays: Generated<number>;
  /** The failed edit that somebody asked for anew by this one; where that was such a one itself, the first of them. */
  retryOf: string | null;

  createdAt: ColumnType<Date, Date | undefined, never>;
  stageStartedAt: ColumnType<Date, Date | undefined, Date>;
  /** How much of the present stage is done, 0..1, where the engine says so; 0 again with each new stage. */
  stageShare: Generated<number>;
  deletedAt: TimeSetBySql;
  /** By the operator. */
  takenDownAt: TimeSetBySql;
};

/** `versions`: how many numbers a picture has given to its edits. */
type PicturesTable = { id: string; versions: number };

export type SharesTable = {
  id: string;
  /** SHA-256 of the key in its address. */
  keyHash: string;
  editId: string;
  showWords: boolean;
  createdAt: Time;
  /** `null`: as long as the picture is kept. */
  expiresAt: TimeSetBySql;
};

/** `keyHash`: SHA-256 of the key in the link. */
type OwnerLinksTable = { keyHash: string; ownerHash: string; createdAt: Time; expiresAt: Date };

type ChainsTable = {
  rootId: string;
  deepestCompleted: Generated<number>;
  expiresAt: Date;
};

type ChainRollupTable = {
  shard: number;
  chains: ColumnType<string, number | undefined, number>;
  lengthSum: ColumnType<string, number | undefined, number>;
};

export type EditorReason = "asked" | "preferred" | "fallback";

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
  outcome: AttemptOutcome | null;
  errorCode: RunErrorCode | null;
  charge: Generated<Charge>;
  costUsd: Numeric;
  costEstimated: Generated<boolean>;
  createdAt: Time;
  finishedAt: TimeSetBySql;
};

/** Paid results that the picture store did not take yet. */
type ParkedResultsTable = { attemptId: string; editId: string; bytes: Uint8Array; createdAt: Time };

export type EditFeedbackTable = {
  id: ColumnType<string, never, never>;
  editId: string;
  rating: 0 | 1;
  feedbackText: string | null;
  clientHash: string | null;
  /** How its words sound by a lexicon; `null` where that knows none of them. */
  sentiment: Sentiment | null;
  /** Of `FEEDBACK_THEMES`: what its words are about. */
  themes: Generated<string[]>;
  createdAt: Time;
};

export type Sentiment = "negative" | "neutral" | "positive";

/** What is counted of one ended edit. Written by the database alone. */
type EditFactsTable = {
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
type AnalyticsUsageTable = Pick<EditFactsTable, "day" | "editor" | "model" | "kind" | "outcome" | "costUsd"> & {
  edits: number;
  followUps: number;
  ratedUp: number;
  ratedDown: number;
};

type AnalyticsTimesTable = Pick<EditFactsTable, "day" | "editor" | "model" | "kind"> & {
  stage: string;
  bucket: number;
  edits: number;
};

type AnalyticsKindsTable = Pick<EditFactsTable, "day" | "editor" | "kind"> & {
  edits: number;
  completed: number;
  ratedUp: number;
  ratedDown: number;
};

type AnalyticsWordsTable = { day: string; rating: number; sentiment: string; theme: string; texts: number };

type PictureFactsTable = {
  pictureId: string;
  day: string | null;
  edits: Generated<number>;
  firstAt: Date | null;
  lastAt: Date | null;
};

export type OperatorAction = "sign_in" | "look" | "replay" | "check" | "take_down" | "dismiss" | "export";

/** What the operator did. */
type OperatorActionsTable = {
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

type TakenDownSharesTable = { keyHash: string; editId: string };

type AnalyticsSessionsTable = { day: string; bucket: number; pictures: number; edits: number; spanMs: string };

export type IdempotencyKeysTable = {
  scope: string;
  key: string;
  requestHash: string;
  /** `null`: canceled before anything was accepted under it. */
  editId: string | null;
  createdAt: TimeRenewedBySql;
};

/** `trace`: where the trace stood that its request began, as a `traceparent`; `null`: it is not traced. */
type OutboxTable = {
  editId: string;
  dispatch: Generated<number>;
  dueAt: TimeSetBySql;
  sentAt: TimeSetBySql;
  trace: ColumnType<string | null, string | null | undefined, never>;
};

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

type BlobIntentsTable = { key: string; createdAt: TimeRenewedBySql };

export type UploadsTable = {
  id: string;
  key: string;
  scope: string;
  size: number;
  contentType: string;
  receivedAt: TimeSetBySql;
  usedAt: TimeSetBySql;
  createdAt: Time;
  expiresAt: Date;
};

/** `day`: YYYY-MM-DD in UTC. */
type ClientSaltsTable = { day: ColumnType<string, string, never>; salt: string };

/** US dollars, read as decimal text. `day`: YYYY-MM-DD in UTC. */
type SpendTable = {
  day: ColumnType<string, string, never>;
  scope: Generated<string>;
  usd: ColumnType<string, number | string, string>;
};

type SpendReservationsTable = {
  editId: string;
  number: number;
  day: ColumnType<string, string, never>;
  scope: string | null;
  priceUsd: ColumnType<string, number | string, never>;
  usd: ColumnType<string, number | string, string>;
  createdAt: Time;
  settledAt: TimeSetBySql;
};

/** When something that runs by itself has last run. */
type LooksTable = { name: string; lookedAt: ColumnType<Date, Date, Date> };

type MigrationHistoryTable = {
  name: string;
  checksum: string;
  environment: string;
  appliedAt: Time;
};

/** The tables as Kysely sees them: camelCase here, snake_case in SQL (CamelCasePlugin). */
export type Database = {
  edits: EditsTable;
  pictures: PicturesTable;
  shares: SharesTable;
  ownerLinks: OwnerLinksTable;
  chains: ChainsTable;
  chainRollup: ChainRollupTable;
  editAttempts: EditAttemptsTable;
  parkedResults: ParkedResultsTable;
  editFeedback: EditFeedbackTable;
  editFacts: EditFactsTable;
  analyticsUsage: AnalyticsUsageTable;
  analyticsTimes: AnalyticsTimesTable;
  analyticsKinds: AnalyticsKindsTable;
  analyticsWords: AnalyticsWordsTable;
  pictureFacts: PictureFactsTable;
  analyticsSessions: AnalyticsSessionsTable;
  operatorActions: OperatorActionsTable;
  reports: ReportsTable;
  takenDownShares: TakenDownSharesTable;
  idempotencyKeys: IdempotencyKeysTable;
  outbox: OutboxTable;
  alerts: AlertsTable;
  blobIntents: BlobIntentsTable;
  uploads: UploadsTable;
  clientSalts: ClientSaltsTable;
  spend: SpendTable;
  spendReservations: SpendReservationsTable;
  runnerEvents: RunnerEventsTable;
  runnerRuns: RunnerRunsTable;
  runnerSteps: RunnerStepsTable;
  runnerJobs: RunnerJobsTable;
  runnerSchedules: RunnerSchedulesTable;
  looks: LooksTable;
  migrationHistory: MigrationHistoryTable;
};
