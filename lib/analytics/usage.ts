import { z } from "zod";
import {
  type SessionSum,
  sumSessions,
  sumTimes,
  sumUsage,
  type TimeSum,
  USAGE_KEYS,
  type UsageFilter,
  type UsageKey,
  type UsageSum,
} from "@/db/queries/analytics";
import { readClock } from "@/db/queries/operator";
import { AppError, type ErrorCode, isAboutTheRequest, RUN_ERROR_CODES } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { TIMED_STAGES } from "@/lib/lifecycle";
import { type DayRange, filterName, rangeShape, readRange } from "./range";
import { shareOf, shareSchema, timesOf, timesSchema } from "./statistics";

/** What is timed, in order: the wait for a run, its stages, and `total`, from the wish to the end. */
export const TIMES = ["queue", ...TIMED_STAGES, "total"] as const;

/** Query of `GET /analytics/usage`. */
export const usageQuery = z.object({
  ...rangeShape,
  by: z.enum(USAGE_KEYS).default("day").meta({ description: "What the rows tell apart." }),
  editor: filterName.meta({ description: "Of one editor alone." }),
  model: filterName.meta({ description: "Of one model alone." }),
  kind: filterName.meta({ description: "Of one kind of edit alone; `several` where a plan has more than one." }),
});

const figures = z.strictObject({
  edits: z.int().min(0).meta({ description: "That ended in the range." }),
  completed: z.int().min(0),
  failed: z.int().min(0).meta({ description: "By trouble of ours or a provider's." }),
  refused: z.int().min(0).meta({ description: "As not understood, changing nothing, or refused for their content." }),
  canceled: z.int().min(0),
  success: shareSchema.nullable().meta({ description: "Completed, of all that were not canceled." }),
  follow_ups: z.int().min(0).meta({ description: "Edits of a picture that had one before." }),
  cost_usd: z.number().min(0).meta({ description: "As counted against the spending caps." }),
  feedback: shareSchema.nullable().meta({ description: "Rated, of the completed." }),
  satisfaction: shareSchema.nullable().meta({ description: "Thumbs up, of the rated." }),
  outcomes: z.record(z.string(), z.int().positive()),
  times: z.partialRecord(z.enum(TIMES), timesSchema),
});

export type UsageFigures = z.infer<typeof figures>;

const sessions = z.strictObject({
  pictures: z.int().min(0).meta({ description: "Begun in the range." }),
  edits_each: z.number().min(0).nullable(),
  follow_ups_each: z.number().min(0).nullable(),
  mean_seconds: z.number().min(0).nullable(),
  median_seconds: z.number().min(0).nullable(),
});

export type Sessions = z.infer<typeof sessions>;

/** Answer of `GET /analytics/usage`. */
export const usageSchema = z
  .strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    by: z.enum(USAGE_KEYS),
    total: figures,
    rows: z.array(figures.extend({ key: z.string() })),
    sessions: sessions.meta({
      description: "The span of one picture's edits, from the first wish to the last end, whatever the filter.",
    }),
  })
  .meta({ id: "Usage" });

export type Usage = z.infer<typeof usageSchema>;
export type UsageQuery = z.output<typeof usageQuery>;

/**
 * What was counted in a range of days, in all and by day, editor, model, kind or outcome. Reads sums that are kept with
 * each edit: as fast whatever the number of edits.
 * @throws {AppError} `VALIDATION_FAILED` for a range that ends before it begins, or of more than a year.
 */
export async function countUsage({ db }: Pick<Services, "db">, query: UsageQuery): Promise<Usage> {
  const { by, editor, model, kind } = query;
  const range = await demandRange({ db }, query);
  const filter: UsageFilter = { ...range, editor, model, kind };
  const [sums, times, spans] = await Promise.all([
    sumUsage(db, filter, by),
    sumTimes(db, filter, by === "outcome" ? "day" : by),
    sumSessions(db, filter),
  ]);
  return {
    ...range,
    by,
    total: figuresOf(sums, times),
    rows: rowsOf(by, sums, times),
    sessions: sessionsOf(spans),
  };
}

/**
 * The days that are asked for; up to today by the database's clock, by which edits are counted, where nobody says.
 * @throws {AppError} `VALIDATION_FAILED`
 */
export async function demandRange(
  { db }: Pick<Services, "db">,
  asked: Parameters<typeof readRange>[0],
): Promise<DayRange> {
  const range = readRange(asked, asked.to === undefined ? await readClock(db) : undefined);
  if (!("problem" in range)) return range;
  throw new AppError("VALIDATION_FAILED", { fields: [{ path: "from", message: range.problem }] });
}

function rowsOf(by: UsageKey, sums: readonly UsageSum[], times: readonly TimeSum[]): Usage["rows"] {
  const timesBy = by === "outcome" ? new Map<string, TimeSum[]>() : groupBy(times);
  return [...groupBy(sums)].map(([key, own]) => ({ key, ...figuresOf(own, timesBy.get(key) ?? []) }));
}

function groupBy<Row extends { key: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(row.key, [...(groups.get(row.key) ?? []), row]);
  return groups;
}

const isRefusal = (outcome: string): boolean => {
  const code: ErrorCode | undefined = RUN_ERROR_CODES.find((known) => known === outcome);
  return code !== undefined && isAboutTheRequest(code);
};

/** The outcomes that a word of the figures stands for: `failed` and `refused` are each several; a code is itself. */
export function outcomesOf(word: string): readonly string[] {
  if (word === "refused") return RUN_ERROR_CODES.filter(isRefusal);
  if (word === "failed") return RUN_ERROR_CODES.filter((code) => !isRefusal(code));
  return [word];
}

function figuresOf(sums: readonly UsageSum[], times: readonly TimeSum[]): UsageFigures {
  const total = (of: (sum: UsageSum) => number): number => sums.reduce((all, sum) => all + of(sum), 0);
  const having = (is: (outcome: string) => boolean): number => total((sum) => (is(sum.outcome) ? sum.edits : 0));
  const edits = total((sum) => sum.edits);
  const completed = having((outcome) => outcome === "completed");
  const canceled = having((outcome) => outcome === "canceled");
  const refused = having(isRefusal);
  const [up, down] = [total((sum) => sum.ratedUp), total((sum) => sum.ratedDown)];
  const outcomes = new Map<string, number>();
  for (const { outcome, edits: count } of sums) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + count);
  return {
    edits,
    completed,
    failed: edits - completed - canceled - refused,
    refused,
    canceled,
    success: shareOf(completed, edits - canceled),
    follow_ups: total((sum) => sum.followUps),
    cost_usd: Math.round(total((sum) => Number(sum.costUsd)) * 1e6) / 1e6,
    feedback: shareOf(up + down, completed),
    satisfaction: shareOf(up, up + down),
    outcomes: Object.fromEntries([...outcomes].toSorted(([, a], [, b]) => b - a)),
    times: timesByStage(times),
  };
}

function timesByStage(times: readonly TimeSum[]): UsageFigures["times"] {
  const byStage: UsageFigures["times"] = {};
  for (const stage of TIMES) {
    const found = timesOf(times.filter((sum) => sum.stage === stage));
    if (found !== null) byStage[stage] = found;
  }
  return byStage;
}

function sessionsOf(spans: readonly SessionSum[]): Sessions {
  const total = (of: (sum: SessionSum) => number): number => spans.reduce((all, sum) => all + of(sum), 0);
  const pictures = total((sum) => sum.pictures);
  const edits = total((sum) => sum.edits);
  const each = (amount: number): number | null => (pictures === 0 ? null : Math.round((amount / pictures) * 100) / 100);
  return {
    pictures,
    edits_each: each(edits),
    follow_ups_each: each(edits - pictures),
    mean_seconds: each(total((sum) => sum.spanMs) / 1000),
    median_seconds: timesOf(spans.map(({ bucket, pictures: count }) => ({ bucket, edits: count })))?.p50 ?? null,
  };
}
