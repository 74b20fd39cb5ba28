// Imports nothing: the browser, the database and the domain all read this file.

type Unfinished = {
  /** Where the progress bar stands when the state begins. */
  percent: number;
  message: string;
  /**
   * Seconds without a heartbeat after which a run in this state counts as dead: a step shows life four times in that, and
   * a pause that may be longer is announced. `pending` counts from its last dispatch.
   */
  staleSeconds: number;
  /** The column that keeps when the state began; null: none does. */
  started: string | null;
};

type State =
  | (Unfinished & { kind: "queued" })
  /** A stage of a run: `lib/edits/stages/index.ts` has its code. `timed`: what its times are called in the figures. */
  | (Unfinished & { kind: "stage"; timed: string })
  /** No run leaves it, but by what `resumes` names: a replay, or a look for what the provider may have made. */
  | { kind: "final"; percent: number; message: string | null; started: string; resumes: readonly string[] };

/**
 * The life of an edit: every state, in the order in which a run passes them. What comes after a state
 * that is not final is the next line, or that it fails or is canceled. Lists of states, the run, the
 * claims of runs, the sweeper, the interface and the SQL all follow from this table; the database
 * holds the same in constraints, and a test compares the two. A new stage is a line here, its code in
 * `lib/edits/stages` and a migration.
 */
export const LIFECYCLE = {
  pending: { kind: "queued", percent: 10, message: "Your edit is queued...", staleSeconds: 60, started: null },
  enhancing_prompt: {
    kind: "stage",
    percent: 25,
    message: "Enhancing your prompt with AI...",
    staleSeconds: 60,
    started: "enhancingStartedAt",
    timed: "enhance",
  },
  processing_image: {
    kind: "stage",
    percent: 60,
    message: "Processing your edit...",
    staleSeconds: 60,
    started: "processingStartedAt",
    timed: "image",
  },
  uploading_result: {
    kind: "stage",
    percent: 90,
    message: "Finalizing your edit...",
    staleSeconds: 60,
    started: "uploadingStartedAt",
    timed: "upload",
  },
  completed: {
    kind: "final",
    percent: 100,
    message: "Edit completed successfully!",
    started: "finishedAt",
    resumes: [],
  },
  failed: {
    kind: "final",
    percent: 0,
    message: null,
    started: "finishedAt",
    resumes: ["enhancing_prompt", "processing_image", "uploading_result"],
  },
  canceled: { kind: "final", percent: 0, message: null, started: "finishedAt", resumes: [] },
} as const satisfies Record<string, State>;

type Lifecycle = typeof LIFECYCLE;
type StatusOf<Kind extends State["kind"]> = {
  [Status in keyof Lifecycle]: Lifecycle[Status]["kind"] extends Kind ? Status : never;
}[keyof Lifecycle];

export type EditStatus = keyof Lifecycle;
export type StageStatus = StatusOf<"stage">;
export type UnfinishedStatus = StatusOf<"queued" | "stage">;
export type FinalStatus = StatusOf<"final">;

/** Columns of an edit's row that keep when a state began. */
export type StartedColumn = Exclude<Lifecycle[EditStatus]["started"], null>;

export const EDIT_STATUSES = Object.keys(LIFECYCLE) as EditStatus[];

/** All of these columns, each once, in the order of the states. */
export const STARTED_COLUMNS = [
  ...new Set(EDIT_STATUSES.map((status) => LIFECYCLE[status].started).filter((column) => column !== null)),
] as readonly StartedColumn[];

/** The stages of a run, in order. */
export const STAGE_STATUSES = EDIT_STATUSES.filter(
  (status): status is StageStatus => LIFECYCLE[status].kind === "stage",
);

/** What the times of each stage are called, in order. */
export const TIMED_STAGES = STAGE_STATUSES.map((status) => LIFECYCLE[status].timed);

/** States that no run leaves (a replay or a check of a failed edit aside). */
export const FINAL_STATUSES = EDIT_STATUSES.filter(isFinal);

export const UNFINISHED_STATUSES = EDIT_STATUSES.filter(isUnfinished);

/** The stage that a run begins with. */
export const FIRST_STAGE = STAGE_STATUSES[0] as StageStatus;

/** The stage of an edit whose result is stored: what failed in it or after goes on there, and is made by nobody again. */
export const STORED_STAGE = "uploading_result" satisfies StageStatus;

/** Whether an edit in this state is over, or so it is without a replay. */
export function isFinal(status: EditStatus): status is FinalStatus {
  return LIFECYCLE[status].kind === "final";
}

export function isUnfinished(status: EditStatus): status is UnfinishedStatus {
  return !isFinal(status);
}

/** The name of a state as an operator reads it: `Enhancing prompt`. */
export const stateWords = (status: EditStatus): string =>
  `${status.charAt(0).toUpperCase()}${status.slice(1).replaceAll("_", " ")}`;

/** What comes after a state when nothing goes wrong: the next stage, or `completed`. */
export function nextStatus(status: UnfinishedStatus): StageStatus | "completed" {
  return EDIT_STATUSES[EDIT_STATUSES.indexOf(status) + 1] as StageStatus | "completed";
}

/** Every state that may follow. The way out of a final one counts one replay more. */
export function successorsOf(status: EditStatus): readonly EditStatus[] {
  return isUnfinished(status) ? [nextStatus(status), "failed", "canceled"] : LIFECYCLE[status].resumes;
}

/** Where the progress bar stands when the state after this one begins; 100 for what is over. */
export function nextPercent(status: EditStatus): number {
  return LIFECYCLE[isUnfinished(status) ? nextStatus(status) : "completed"].percent;
}

/**
 * How far an edit is, in whole percent: the figure of its state and as much of the way to the next as is
 * known to be done of it, 0..1. Never the next figure itself.
 */
export function progressPercent(status: EditStatus, share: number): number {
  const { percent } = LIFECYCLE[status];
  if (isFinal(status)) return percent;
  const next = nextPercent(status);
  return Math.min(next - 1, percent + Math.floor((next - percent) * share));
}

/** Limits that the database holds as well. */
export const MAX_CHAIN_LENGTH = 5;
export const MAX_PROMPT_LENGTH = 2000;
export const MAX_ALT_TEXT_LENGTH = 500;
