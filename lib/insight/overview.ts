import { z } from "zod";
import { findOpenEdits, readClock } from "@/db/queries/operator";
import type { UsageKey } from "@/db/queries/analytics";
import { countOpenReports } from "@/db/queries/reports";
import { spendToday } from "@/db/queries/spend";
import { DeadlineError, withDeadline } from "@/lib/async";
import { countFeedback, type FeedbackFigures } from "@/lib/analytics/feedback";
import { countKinds, type KindFigures } from "@/lib/analytics/kinds";
import {
  type DayRange,
  daysIn,
  eachDay,
  filterName,
  rangeBefore,
  rangeShape,
  readRange,
  shiftDay,
  dayOf,
} from "@/lib/analytics/range";
import { countUsage, type UsageFigures, type Sessions } from "@/lib/analytics/usage";
import { EDIT_KINDS, isEditKind } from "@/lib/edit-kinds";
import { FEEDBACK_THEMES } from "@/lib/feedback/themes";
import { checkReadiness } from "@/lib/health/check-readiness";
import type { Readiness } from "@/lib/health/schema";
import { isFinal, LIFECYCLE } from "@/lib/lifecycle";
import type { Services } from "@/lib/services";
import { type EditLine, listEdits } from "./edits";

/** Query of the operator's page; what makes no sense in it is left out. */
export const overviewQuery = z.object({
  from: rangeShape.from.catch(undefined),
  to: rangeShape.to.catch(undefined),
  editor: filterName.catch(undefined),
});

/** Edits that are shown of those that fail or are stuck. */
const SHOWN = 12;

export type StuckEdit = { id: string; status: string; editor: string | null; minutes: number; isStale: boolean };

type UsageRow = UsageFigures & { key: string };

type Theme = FeedbackFigures["themes"][number] & { label: string };

/** What the operator's page shows; what could not be read is `null`, and told in `missing`. */
export type Overview = {
  range: DayRange;
  before: DayRange;
  /** Why the days that were asked for are not shown. */
  problem: string | null;
  /** What could not be read just now, in words; the log says why. */
  missing: readonly string[];
  editor: string | null;
  showsContent: boolean;
  usage: {
    total: UsageFigures;
    totalBefore: UsageFigures | null;
    sessions: Sessions;
    /** Every day of the range, also those without an edit; beside each its day in the range before. */
    days: ReadonlyArray<{
      day: string;
      completed: number;
      failed: number;
      refused: number;
      canceled: number;
      before: number;
      costUsd: number;
      p50: number | null;
      p90: number | null;
    }>;
  } | null;
  /** `before`: the same of the range before; `null` where that could not be read, absent where there was none. */
  editors: ReadonlyArray<UsageRow & { before?: UsageRow | null }> | null;
  models: ReadonlyArray<UsageRow & { before?: UsageRow | null }> | null;
  kinds: ReadonlyArray<KindRow & { label: string; before?: KindRow | null }> | null;
  feedback: (Omit<FeedbackFigures, "themes"> & { themes: readonly Theme[] }) | null;
  feedbackBefore: FeedbackFigures | null;
  spend: { todayUsd: number; capUsd: number | null } | null;
  open: { all: number; edits: readonly StuckEdit[] } | null;
  failedToday: readonly EditLine[] | null;
  reports: number;
  health: Readiness | null;
};

type KindRow = KindFigures["kinds"][number];

/** What is read by itself, as it is called where it could not be. */
const PARTS = {
  clock: "the database's clock",
  usage: "edits, times and costs",
  editors: "editors",
  models: "models",
  kinds: "kinds of edits",
  feedback: "feedback",
  before: "the range before",
  spend: "what is spent today",
  open: "edits at work",
  failed: "what failed today",
  reports: "reports",
  health: "health",
} as const;

/** Longest wait for one part, in milliseconds: the others are shown without it. */
const PATIENCE_MS = 10_000;

/** Reads parts each by itself: one that fails is `null`, named and logged, and leaves the others. */
function partsOf({ log }: Pick<Services, "log">) {
  const missing = new Set<(typeof PARTS)[keyof typeof PARTS]>();
  const part = async <T>(name: keyof typeof PARTS, read: () => Promise<T>): Promise<T | null> =>
    withDeadline(PATIENCE_MS, (ms) => new DeadlineError(ms), read).catch((error: unknown) => {
      missing.add(PARTS[name]);
      log.warn("a part of the operator's page could not be read", { part: name, error });
      return null;
    });
  return { part, missing };
}

/**
 * Everything that the operator's page shows of a range of days, beside as many days before. A range that is none is
 * told, and the usual one is shown in its place.
 * @param clock by which today is told: the database's, by which edits are counted.
 */
export async function readOverview(
  services: Services,
  asked: z.output<typeof overviewQuery>,
  clock: () => Promise<Date> = () => readClock(services.db),
): Promise<Overview> {
  const { part, missing } = partsOf(services);
  const now = (await part("clock", clock)) ?? new Date();
  const wanted = readRange(asked, now);
  const problem = "problem" in wanted ? wanted.problem : null;
  const range = "problem" in wanted ? usualRange(now) : wanted;
  const before = rangeBefore(range);
  const { editor } = asked;
  const [figures, spend, open, failedToday, reports, health] = await Promise.all([
    readFigures(services, part, { range, before, editor }),
    part("spend", () => spendToday(services.db, "")),
    part("open", () => findOpenEdits(services.db, "oldest", SHOWN)),
    part("failed", () => listEdits(services, { from: dayOf(now), to: dayOf(now), outcome: "failed" }, SHOWN)),
    part("reports", () => countOpenReports(services.db)),
    part("health", () => checkReadiness(services)),
  ]);
  const { env } = services;
  return {
    range,
    before,
    problem,
    missing: Object.values(PARTS).filter((name) => missing.has(name)),
    editor: editor ?? null,
    showsContent: env.insight.showsContent,
    ...figures,
    spend: spend === null ? null : { todayUsd: spend.allUsd, capUsd: env.spendCaps.perDayUsd },
    open: open === null ? null : { all: open.all, edits: open.edits.map((edit) => stuckView(edit, now)) },
    failedToday: failedToday?.edits ?? null,
    reports: reports ?? 0,
    health,
  };
}

type Ranges = { range: DayRange; before: DayRange; editor: string | undefined };

/** The figures of both ranges. */
async function readFigures(
  services: Services,
  part: ReturnType<typeof partsOf>["part"],
  { range, before, editor }: Ranges,
): Promise<Pick<Overview, "usage" | "editors" | "models" | "kinds" | "feedback" | "feedbackBefore">> {
  const usage = (days: DayRange, by: UsageKey, one?: string) => () =>
    countUsage(services, { ...days, by, editor: one });
  const kindsOf = (days: DayRange) => () => countKinds(services, { ...days, editor });
  const [byDay, byEditor, byModel, byKind, feedback, dayBefore, editorBefore, modelBefore, kindBefore, feedbackBefore] =
    await Promise.all([
      part("usage", usage(range, "day", editor)),
      part("editors", usage(range, "editor")),
      part("models", usage(range, "model", editor)),
      part("kinds", kindsOf(range)),
      part("feedback", () => countFeedback(services, range)),
      part("before", usage(before, "day", editor)),
      part("before", usage(before, "editor")),
      part("before", usage(before, "model", editor)),
      part("before", kindsOf(before)),
      part("before", () => countFeedback(services, before, { complaints: false })),
    ]);
  return {
    usage:
      byDay === null
        ? null
        : {
            total: byDay.total,
            totalBefore: dayBefore?.total ?? null,
            sessions: byDay.sessions,
            days: daysOf(range, byDay.rows, dayBefore?.rows ?? []),
          },
    editors: besideBefore(byEditor?.rows, editorBefore?.rows, ({ key }) => key),
    models: besideBefore(byModel?.rows, modelBefore?.rows, ({ key }) => key),
    kinds:
      besideBefore(byKind?.kinds, kindBefore?.kinds, ({ kind }) => kind)?.map((row) => ({
        ...row,
        label: isEditKind(row.kind) ? EDIT_KINDS[row.kind] : row.kind,
      })) ?? null,
    feedback:
      feedback === null
        ? null
        : { ...feedback, themes: feedback.themes.map((row) => ({ ...row, label: themeLabel(row.theme) })) },
    feedbackBefore,
  };
}

/** Each row beside that of the range before. */
function besideBefore<Row>(
  rows: readonly Row[] | undefined,
  earlier: readonly Row[] | undefined,
  keyOf: (row: Row) => string,
): Array<Row & { before?: Row | null }> | null {
  if (rows === undefined) return null;
  const known = new Map(earlier?.map((row) => [keyOf(row), row]));
  return rows.map((row) => {
    const before = earlier === undefined ? null : known.get(keyOf(row));
    return { ...row, ...(before !== undefined && { before }) };
  });
}

const themeLabel = (theme: string): string =>
  Object.entries(FEEDBACK_THEMES).find(([name]) => name === theme)?.[1].label ?? theme;

const usualRange = (now: Date): DayRange => ({ from: shiftDay(dayOf(now), -29), to: dayOf(now) });

function daysOf(
  range: DayRange,
  rows: ReadonlyArray<UsageFigures & { key: string }>,
  rowsBefore: ReadonlyArray<UsageFigures & { key: string }>,
): NonNullable<Overview["usage"]>["days"] {
  const counted = new Map(rows.map((row) => [row.key, row]));
  const earlier = new Map(rowsBefore.map((row) => [row.key, row.edits]));
  return eachDay(range).map((day) => {
    const figures = counted.get(day);
    return {
      day,
      completed: figures?.completed ?? 0,
      failed: figures?.failed ?? 0,
      refused: figures?.refused ?? 0,
      canceled: figures?.canceled ?? 0,
      before: earlier.get(shiftDay(day, -daysIn(range))) ?? 0,
      costUsd: figures?.cost_usd ?? 0,
      p50: figures?.times.total?.p50 ?? null,
      p90: figures?.times.total?.p90 ?? null,
    };
  });
}

function stuckView(edit: Awaited<ReturnType<typeof findOpenEdits>>["edits"][number], now: Date): StuckEdit {
  const lived = Math.max(edit.stageStartedAt.getTime(), edit.heartbeatAt?.getTime() ?? 0);
  const isStale = !isFinal(edit.status) && now.getTime() - lived > LIFECYCLE[edit.status].staleSeconds * 1000;
  const minutes = Math.max(0, Math.round((now.getTime() - edit.createdAt.getTime()) / 60_000));
  return { id: edit.id, status: edit.status, editor: edit.editor, minutes, isStale };
}
