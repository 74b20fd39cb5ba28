import { z } from "zod";
import { findOpenEdits } from "@/db/queries/operator";
import { countOpenReports } from "@/db/queries/reports";
import { spendToday } from "@/db/queries/spend";
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

/** What the operator's page shows. */
export type Overview = {
  range: DayRange;
  before: DayRange;
  /** Why the days that were asked for are not shown. */
  problem: string | null;
  editor: string | null;
  showsContent: boolean;
  total: UsageFigures;
  totalBefore: UsageFigures;
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
  editors: ReadonlyArray<UsageFigures & { key: string }>;
  models: ReadonlyArray<UsageFigures & { key: string }>;
  kinds: ReadonlyArray<KindFigures["kinds"][number] & { label: string }>;
  feedback: Omit<FeedbackFigures, "themes"> & {
    themes: ReadonlyArray<FeedbackFigures["themes"][number] & { label: string }>;
  };
  spend: { todayUsd: number; capUsd: number | null };
  open: { all: number; edits: readonly StuckEdit[] };
  failedToday: readonly EditLine[];
  reports: number;
  health: Readiness;
};

/**
 * Everything that the operator's page shows of a range of days, beside as many days before. A range that is none is
 * told, and the usual one is shown in its place.
 */
export async function readOverview(
  services: Services,
  asked: z.output<typeof overviewQuery>,
  now: Date = new Date(),
): Promise<Overview> {
  const wanted = readRange(asked, now);
  const problem = "problem" in wanted ? wanted.problem : null;
  const range = "problem" in wanted ? usualRange(now) : wanted;
  const before = rangeBefore(range);
  const { editor } = asked;
  const today = dayOf(now);
  const { db, env } = services;
  const [byDay, byDayBefore, byEditor, byModel, kinds, feedback, spend, open, failed, reports, health] =
    await Promise.all([
      countUsage(services, { ...range, by: "day", editor }),
      countUsage(services, { ...before, by: "day", editor }),
      countUsage(services, { ...range, by: "editor" }),
      countUsage(services, { ...range, by: "model", editor }),
      countKinds(services, { ...range, editor }),
      countFeedback(services, range),
      spendToday(db, ""),
      findOpenEdits(db, "oldest", SHOWN),
      listEdits(services, { from: today, to: today, outcome: "failed" }, SHOWN),
      countOpenReports(db),
      checkReadiness(services),
    ]);
  return {
    range,
    before,
    problem,
    editor: editor ?? null,
    showsContent: env.insight.showsContent,
    total: byDay.total,
    totalBefore: byDayBefore.total,
    sessions: byDay.sessions,
    days: daysOf(range, byDay.rows, byDayBefore.rows),
    editors: byEditor.rows,
    models: byModel.rows,
    kinds: kinds.kinds.map((row) => ({ ...row, label: isEditKind(row.kind) ? EDIT_KINDS[row.kind] : row.kind })),
    feedback: {
      ...feedback,
      themes: feedback.themes.map((row) => ({ ...row, label: themeLabel(row.theme) })),
    },
    spend: { todayUsd: spend.allUsd, capUsd: env.spendCaps.perDayUsd },
    open: { all: open.all, edits: open.edits.map((edit) => stuckView(edit, now)) },
    failedToday: failed.edits,
    reports,
    health,
  };
}

const themeLabel = (theme: string): string =>
  Object.entries(FEEDBACK_THEMES).find(([name]) => name === theme)?.[1].label ?? theme;

const usualRange = (now: Date): DayRange => ({ from: shiftDay(dayOf(now), -29), to: dayOf(now) });

function daysOf(
  range: DayRange,
  rows: ReadonlyArray<UsageFigures & { key: string }>,
  rowsBefore: ReadonlyArray<UsageFigures & { key: string }>,
): Overview["days"] {
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
