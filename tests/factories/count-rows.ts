import type { Db } from "@/db/client";
import { shareOf } from "@/lib/analytics/statistics";

const REFUSALS = ["REQUEST_NOT_UNDERSTOOD", "NOTHING_CHANGED", "CONTENT_REFUSED"];

type Row = Awaited<ReturnType<typeof readRows>>[number];

const readRows = (db: Db) =>
  db
    .selectFrom("edits")
    .leftJoin("editFeedback", "editFeedback.editId", "edits.id")
    .select(["edits.id", "status", "errorCode", "editor", "model", "kinds", "version", "pictureId", "finishedAt"])
    .select(["edits.createdAt", "rating", "feedbackText", "sentiment", "themes"])
    .where("status", "in", ["completed", "failed", "canceled"])
    .execute();

/** The figures of all edits that there are, by looking at each row: slow, and with nothing in common with the sums. */
export async function countRows(db: Db) {
  const rows = await readRows(db);
  const costs = await db.selectFrom("spendReservations").select(["editId", "usd"]).execute();
  const costOf = (own: readonly Row[]): number => {
    const ids = new Set(own.map(({ id }) => id));
    const all = costs.reduce((sum, { editId, usd }) => sum + (ids.has(editId) ? Number(usd) : 0), 0);
    return Math.round(all * 1e6) / 1e6;
  };
  const figures = (own: readonly Row[]) => {
    const count = (is: (row: Row) => boolean): number => own.filter(is).length;
    const completed = count(({ status }) => status === "completed");
    const canceled = count(({ status }) => status === "canceled");
    const refused = count(({ errorCode }) => REFUSALS.includes(errorCode ?? ""));
    const rated = count(({ rating }) => rating !== null);
    return {
      edits: own.length,
      completed,
      canceled,
      refused,
      failed: count(({ status }) => status === "failed") - refused,
      success: shareOf(completed, own.length - canceled),
      follow_ups: count(({ version }) => version > 1),
      cost_usd: costOf(own),
      feedback: shareOf(rated, completed),
      satisfaction: shareOf(
        count(({ rating }) => rating === 1),
        rated,
      ),
    };
  };
  const by = (key: (row: Row) => string) => {
    const keys = [...new Set(rows.map(key))];
    const groups = keys.map((each) => ({ key: each, ...figures(rows.filter((row) => key(row) === each)) }));
    return { total: figures(rows), rows: groups.toSorted((a, b) => (a.key < b.key ? -1 : 1)) };
  };
  const kindOf = ({ kinds: [first = "", ...more] }: Row): string => (more.length > 0 ? "several" : first);
  const pictures = new Set(rows.map(({ pictureId }) => pictureId)).size;
  const texts = rows.filter(({ feedbackText }) => feedbackText !== null);
  return {
    usage: {
      day: by(({ finishedAt }) => finishedAt?.toISOString().slice(0, 10) ?? ""),
      editor: by(({ editor }) => editor ?? ""),
      model: by(({ model }) => model ?? ""),
      kind: by(kindOf),
      outcome: by(({ status, errorCode }) => errorCode ?? status),
    },
    sessions: { pictures, edits_each: pictures === 0 ? null : Math.round((rows.length / pictures) * 100) / 100 },
    kinds: kindsOf(rows),
    feedback: {
      texts: texts.length,
      sentiment: {
        negative: texts.filter(({ sentiment }) => sentiment === "negative").length,
        neutral: texts.filter(({ sentiment }) => sentiment === "neutral").length,
        positive: texts.filter(({ sentiment }) => sentiment === "positive").length,
        unknown: texts.filter(({ sentiment }) => sentiment === null).length,
      },
      themes: themesIn(texts),
    },
  };
}

function kindsOf(rows: readonly Row[]) {
  const names = [...new Set(rows.flatMap(({ kinds }) => kinds))];
  return names
    .map((kind) => {
      const own = rows.filter(({ kinds }) => kinds.includes(kind));
      const up = own.filter(({ rating }) => rating === 1).length;
      const down = own.filter(({ rating }) => rating === 0).length;
      return {
        kind,
        edits: own.length,
        completed: shareOf(own.filter(({ status }) => status === "completed").length, own.length),
        satisfaction: shareOf(up, up + down),
      };
    })
    .toSorted((a, b) => b.edits - a.edits || (a.kind < b.kind ? -1 : 1));
}

function themesIn(texts: readonly Row[]) {
  const names = [...new Set(texts.flatMap(({ themes }) => themes ?? []))];
  return names
    .map((theme) => {
      const own = texts.filter(({ themes }) => themes?.includes(theme) === true);
      return {
        theme,
        up: own.filter(({ rating }) => rating === 1).length,
        down: own.filter(({ rating }) => rating === 0).length,
      };
    })
    .toSorted((a, b) => b.down - a.down || b.up - a.up || (a.theme < b.theme ? -1 : 1));
}
