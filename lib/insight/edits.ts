import { z } from "zod";
import { findInsideOf, findOperatorActions, insertOperatorAction, listEditFacts } from "@/db/queries/operator";
import { findReportWords } from "@/db/queries/reports";
import { findOtherTry } from "@/db/queries/retries";
import type { OperatorAction } from "@/db/operator-tables";
import { filterName, rangeShape } from "@/lib/analytics/range";
import { demandRange, outcomesOf } from "@/lib/analytics/usage";
import { isEditId } from "@/lib/edits/edit-id";
import { isOnlyByName } from "@/lib/edits/replay";
import { LIFECYCLE, STARTED_COLUMNS, type StartedColumn, stateWords, UNFINISHED_STATUSES } from "@/lib/lifecycle";
import { AppError, type Charge } from "@/lib/errors";
import type { Services } from "@/lib/services";

const PAGE = 50;

/** Rows that are exported at once. */
const MOST_EXPORTED = 10_000;

const name = filterName.catch(undefined);

/** Which edits a figure is made of: the query of the page that lists them. */
export const editsQuery = z.object({
  ...rangeShape,
  editor: name,
  model: name,
  kind: name,
  /** `completed`, `failed`, `refused`, `canceled`, or a code. */
  outcome: name,
  rating: z.enum(["up", "down"]).optional().catch(undefined),
  /** `place~editId` of the last of the page before. */
  after: z.string().max(100).optional().catch(undefined),
});

export type EditsQuery = z.output<typeof editsQuery>;

export type EditLine = {
  id: string;
  endedAt: string;
  outcome: string;
  editor: string;
  model: string;
  kinds: readonly string[];
  seconds: number | null;
  costUsd: number;
  rating: "up" | "down" | null;
};

/** One page of ended edits, the newest first; `next`: where the next page begins. Never words or pictures. */
export async function listEdits(
  { db }: Pick<Services, "db">,
  query: EditsQuery,
  limit: number = PAGE,
): Promise<{ from: string; to: string; edits: EditLine[]; next: string | null }> {
  const range = await demandRange({ db }, query);
  const [place = "", editId = ""] = query.after?.split("~") ?? [];
  const facts = await listEditFacts(
    db,
    {
      ...range,
      editor: query.editor,
      model: query.model,
      kind: query.kind,
      outcomes: query.outcome === undefined ? undefined : outcomesOf(query.outcome),
      rating: query.rating === undefined ? undefined : query.rating === "up" ? 1 : 0,
      before: isPlace(place) && isEditId(editId) ? { place, editId } : undefined,
    },
    limit + 1,
  );
  const page = facts.slice(0, limit);
  const last = facts.length > limit ? page.at(-1) : undefined;
  return {
    ...range,
    edits: page.map((fact) => ({
      id: fact.editId,
      endedAt: fact.endedAt.toISOString(),
      outcome: fact.outcome,
      editor: fact.editor,
      model: fact.model,
      kinds: fact.kinds,
      seconds: fact.totalMs === null ? null : fact.totalMs / 1000,
      costUsd: Number(fact.costUsd),
      rating: fact.rating === null ? null : fact.rating === 1 ? "up" : "down",
    })),
    next: last === undefined ? null : `${last.place}~${last.editId}`,
  };
}

/** Whether it is a time as {@link listEdits} gives it: a real one, to the microsecond. */
function isPlace(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(text)) return false;
  const time = new Date(text);
  return !Number.isNaN(time.getTime()) && time.toISOString().slice(0, 23) === text.slice(0, 23);
}

/** The same as a table, up to so many rows, with a last one that says where there are more; written down. */
export async function exportEdits(services: Pick<Services, "db">, query: EditsQuery, most = MOST_EXPORTED) {
  const { edits, next } = await listEdits(services, query, most);
  await insertOperatorAction(services.db, "export", null);
  return [
    ["ended_at", "edit", "outcome", "editor", "model", "kinds", "seconds", "cost_usd", "rating"],
    ...edits.map(({ endedAt, id, outcome, editor, model, kinds, seconds, costUsd, rating }) => [
      endedAt,
      id,
      outcome,
      editor,
      model,
      kinds.join(" "),
      seconds,
      costUsd,
      rating,
    ]),
    ...(next === null ? [] : [[`Cut after ${most} edits: there are more. Choose fewer days.`]]),
  ];
}

/** What the operator sees of one edit. Times in ISO 8601, money in US dollars. */
export type InsideView = {
  id: string;
  status: string;
  editor: string | null;
  model: string | null;
  kinds: readonly string[];
  times: ReadonlyArray<{ what: string; at: string }>;
  size: { width: number; height: number } | null;
  error: { code: string; retryable: boolean; charge: Charge } | null;
  replays: number;
  isDeleted: boolean;
  isTakenDown: boolean;
  attempts: ReadonlyArray<{
    number: number;
    editor: string;
    model: string | null;
    outcome: string | null;
    code: string | null;
    charge: Charge;
    costUsd: number | null;
    sentAt: string | null;
    finishedAt: string | null;
    providerId: string | null;
  }>;
  actions: ReadonlyArray<{ at: string; action: OperatorAction }>;
  /** `paysTwice`: what a replay submits may be paid for already. */
  can: { replay: boolean; paysTwice: boolean; check: boolean; takeDown: boolean; look: boolean };
};

/** What began at a time that an edit's row keeps. */
const begunBy = (column: StartedColumn): string =>
  column === "finishedAt"
    ? "Ended"
    : UNFINISHED_STATUSES.filter((status) => LIFECYCLE[status].started === column)
        .map(stateWords)
        .join();

/** One edit by its id; `null` when it is unknown or gone. */
export async function lookInside(services: Pick<Services, "db" | "env">, id: string): Promise<InsideView | null> {
  const found = isEditId(id) ? await findInsideOf(services.db, id.toLowerCase()) : null;
  if (found === null) return null;
  const { edit, attempts } = found;
  const actions = await findOperatorActions(services.db, edit.id);
  const other = edit.status === "failed" ? await findOtherTry(services.db, edit) : null;
  const isDeleted = edit.deletedAt !== null;
  const { originalWidth: width, originalHeight: height } = edit;
  const times = [
    ["Asked for", edit.createdAt],
    ...STARTED_COLUMNS.map((column) => [begunBy(column), edit[column]] as const),
  ] as const;
  return {
    id: edit.id,
    status: edit.status,
    editor: edit.editor,
    model: edit.model,
    kinds: edit.kinds,
    times: times.flatMap(([what, at]) => (at === null ? [] : [{ what, at: at.toISOString() }])),
    size: width === null || height === null ? null : { width, height },
    error: edit.errorCode === null ? null : { code: edit.errorCode, retryable: edit.retryable, charge: edit.charge },
    replays: edit.replays,
    isDeleted,
    isTakenDown: edit.takenDownAt !== null,
    attempts: attempts.map((attempt) => ({
      number: attempt.number,
      editor: attempt.editor,
      model: attempt.model,
      outcome: attempt.outcome,
      code: attempt.errorCode,
      charge: attempt.charge,
      costUsd: attempt.costUsd === null ? null : Number(attempt.costUsd),
      sentAt: attempt.sentAt?.toISOString() ?? null,
      finishedAt: attempt.finishedAt?.toISOString() ?? null,
      providerId: attempt.providerId,
    })),
    actions: actions.map(({ at, action }) => ({ at: at.toISOString(), action })),
    can: {
      // One that no run ever took has nothing to be repeated, and one that was asked for again with success is not.
      replay: edit.status === "failed" && edit.dispatch > 0 && !isDeleted && other === null,
      paysTwice: isOnlyByName(edit) && !edit.isResultKept,
      check: edit.checkable,
      takeDown: !isDeleted,
      look: services.env.insight.showsContent && !isDeleted,
    },
  };
}

/** What a person asked for and got, for an operator who may look: the look is written down first. */
export type Content = {
  /** `null`: its owner has deleted the edit, of which only what was said of it is left. */
  prompt: string | null;
  enhancedPrompt: string | null;
  detail: string | null;
  feedback: string | null;
  /** What providers said of attempts that failed. */
  said: ReadonlyArray<{ number: number; editor: string; words: string }>;
  /** What people wrote who reported it. */
  reported: readonly string[];
  original: string | null;
  result: string | null;
};

/**
 * Words and pictures of one edit.
 * @throws {AppError} `NOT_FOUND` where the operator may not look, or there is nothing.
 */
export async function lookAtContent(services: Pick<Services, "db" | "env">, id: string): Promise<Content> {
  const found =
    services.env.insight.showsContent && isEditId(id) ? await findInsideOf(services.db, id.toLowerCase()) : null;
  const reported = found === null ? [] : await findReportWords(services.db, found.edit.id);
  if (found === null || (found.edit.prompt === null && reported.length === 0)) throw new AppError("NOT_FOUND");
  const { edit, attempts } = found;
  await insertOperatorAction(services.db, "look", edit.id);
  const feedback = await services.db
    .selectFrom("editFeedback")
    .select("feedbackText")
    .where("editId", "=", edit.id)
    .executeTakeFirst();
  const address = (key: string | null): string | null => (key === null ? null : `/api/images/${key}`);
  return {
    prompt: edit.prompt,
    enhancedPrompt: edit.enhancedPrompt,
    detail: edit.errorDetail,
    feedback: feedback?.feedbackText ?? null,
    said: attempts.flatMap(({ number, editor, providerWords: words }) =>
      words === null ? [] : [{ number, editor, words }],
    ),
    reported,
    original: address(edit.originalPreviewKey ?? edit.originalKey),
    result: address(edit.previewKey ?? edit.resultKey),
  };
}
