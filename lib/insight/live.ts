import { findOpenEdits, listEditFacts, readClock } from "@/db/queries/operator";
import { dayOf } from "@/lib/analytics/range";
import type { Services } from "@/lib/services";

const MOST_EVENTS = 40;

/** Something that became of an edit. Never words or pictures, whatever the operator may see: a look is written down. */
export type LiveEvent = {
  id: string;
  at: string;
  /** `accepted`, or how it ended: `completed`, `canceled`, or a code. */
  what: string;
  /** Empty where none is chosen yet. */
  editor: string;
  /** From the wish to the end; `null`: it is not over. */
  seconds: number | null;
};

/** What happens now. */
export type LiveFeed = {
  /** Edits that are not over. */
  atWork: number;
  /** By UTC. */
  today: string;
  events: readonly LiveEvent[];
};

/**
 * What has happened last, the newest first. Whatever is among the newest is either of an edit that is not over, or of one
 * that ended last: both are found without a look at any other.
 */
export async function readLive({ db }: Pick<Services, "db">): Promise<LiveFeed> {
  const [now, open, ended] = await Promise.all([
    readClock(db),
    findOpenEdits(db, "newest", MOST_EVENTS),
    listEditFacts(db, { from: "0001-01-01", to: "9999-12-31" }, MOST_EVENTS),
  ]);
  const accepted = (id: string, editor: string | null, at: Date) => ({
    id,
    at,
    what: "accepted",
    editor: editor ?? "",
    seconds: null,
  });
  const events = [
    ...open.edits.map(({ id, editor, createdAt }) => accepted(id, editor, createdAt)),
    ...ended.flatMap(({ editId: id, outcome: what, editor, askedAt, endedAt }) => [
      { id, at: endedAt, what, editor, seconds: Math.max(0, endedAt.getTime() - askedAt.getTime()) / 1000 },
      accepted(id, editor, askedAt),
    ]),
  ];
  return {
    atWork: open.all,
    today: dayOf(now),
    events: events
      .toSorted((a, b) => b.at.getTime() - a.at.getTime())
      .slice(0, MOST_EVENTS)
      .map((event) => ({ ...event, at: event.at.toISOString() })),
  };
}
