import type { EditPlan } from "@mizual/engine";
import type { ColumnType, Generated } from "kysely";
import type { Numeric, Time, TimeRenewedBySql, TimeSetBySql } from "./column-types";
import type {
  AlertsTable,
  AnalyticsKindsTable,
  AnalyticsSessionsTable,
  AnalyticsTimesTable,
  AnalyticsUsageTable,
  AnalyticsWordsTable,
  EditFactsTable,
  LooksTable,
  OperatorActionsTable,
  PictureFactsTable,
  ReportsTable,
  Sentiment,
  TakenDownPicturesTable,
  TakenDownSharesTable,
} from "./operator-tables";
import type { EditAttemptsTable, ParkedResultsTable, SpendReservationsTable, SpendTable } from "./payment-tables";
import type {
  RunnerEventsTable,
  RunnerJobsTable,
  RunnerRunsTable,
  RunnerSchedulesTable,
  RunnerStepsTable,
} from "./runner/tables";
import type { Charge, ErrorCode, RunErrorCode } from "@/lib/errors";
import type { EditStatus, StartedColumn } from "@/lib/lifecycle";

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
  /** What the owner says the result shows; `null`: the prompt stands in. */
  altText: string | null;
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

export type EditFeedbackTable = {
  id: ColumnType<string, never, never>;
  editId: string;
  rating: 0 | 1;
  feedbackText: string | null;
  clientHash: string | null;
  /** How its words sound; `null` where that is not known. */
  sentiment: Sentiment | null;
  /** Of `FEEDBACK_THEMES`: what its words are about; and, as `by:` and a name, who but the lexicon judged them. */
  themes: Generated<string[]>;
  /** When its words are to be sent to be judged; `null`: they never are, or have been. */
  judgeAt: TimeSetBySql;
  createdAt: Time;
};

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
  takenDownPictures: TakenDownPicturesTable;
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
