import type { EndedCount } from "@/db/queries/alerts";
import type { EditorQueue, UnfinishedCount } from "@/db/queries/gauges";
import { isAboutTheRequest } from "@/lib/errors";

/** What the rules look at. */
export type Situation = {
  /** How the edits of the last quarter of an hour ended. */
  ended: readonly EndedCount[];
  unfinished: readonly UnfinishedCount[];
  queues: readonly EditorQueue[];
  /** US dollars; `null`: there is no cap. */
  spend: { todayUsd: number; capUsd: number } | null;
  /** Editors that are not asked because of their own trouble. */
  brokenEditors: readonly string[];
  /** Why the picture store fails; `null`: it does not. */
  storeFailure: string | null;
  /** Paid results that it has not taken within a minute, of edits that are not over. */
  parkedResults: number;
  /** Of the folder of everything embedded; `null`: nothing is. */
  disk: { freeBytes: number; sizeBytes: number } | null;
};

/** Something that holds, in a sentence with its figures. */
type Alarm = { subject: string; detail: string };

type AlertRule = {
  /** What is said of it in a word or two. */
  title: string;
  /** The heading of docs/operations.md that says what to do. */
  todo: string;
  look(situation: Situation): Alarm[];
};

/** Fewer edits say nothing of a rate. */
const FEWEST = 10;
const LOWEST_SUCCESS = 0.8;

const LONGEST_WAIT_SECONDS = 300;

/** Of the day's cap. */
const HIGHEST_SPEND = 0.8;

/** Paid results that wait for the store. */
export const MOST_PARKED = 5;

const LEAST_FREE = 0.1;
const LEAST_FREE_BYTES = 1_000_000_000;

const percent = (share: number): string => `${Math.floor(share * 100)} %`;

const found = (detail: string, subject = ""): Alarm[] => [{ subject, detail }];

/**
 * What operators are told of. A rule is a line here and a heading in docs/operations.md; the rules for Prometheus in
 * docs/monitoring say the same by its own means.
 */
export const ALERT_RULES = {
  success: {
    title: "Edits fail",
    todo: "When edits fail",
    look({ ended }) {
      // A refusal answers the person; nothing is wrong with the service.
      const counted = ended.filter(({ code }) => code === null || !isAboutTheRequest(code));
      const all = counted.reduce((sum, { count }) => sum + count, 0);
      const failed = counted.filter(({ code }) => code !== null);
      const failures = failed.reduce((sum, { count }) => sum + count, 0);
      if (all < FEWEST || 1 - failures / all >= LOWEST_SUCCESS) return [];
      const [worst] = failed.toSorted((one, other) => other.count - one.count);
      return found(`${failures} of ${all} edits of the last 15 minutes failed, most of them with ${worst?.code ?? ""}`);
    },
  },
  wait: {
    title: "Edits wait too long",
    todo: "When edits wait",
    look({ unfinished, queues }) {
      const pending = unfinished.find(({ status }) => status === "pending");
      const waits = [
        { where: "for a run", seconds: pending?.oldestSeconds ?? 0, count: pending?.count ?? 0 },
        ...queues.map(({ editor, oldestSeconds, waiting }) => ({
          where: `for a slot at ${editor}`,
          seconds: oldestSeconds,
          count: waiting,
        })),
      ].filter(({ seconds }) => seconds > LONGEST_WAIT_SECONDS);
      return waits.flatMap(({ where, seconds, count }) =>
        found(`${count} edits wait ${where}, the first of them for ${Math.round(seconds / 60)} minutes`, where),
      );
    },
  },
  spend: {
    title: "The day's money runs out",
    todo: "When the money runs out",
    look({ spend }) {
      if (spend === null || spend.todayUsd < spend.capUsd * HIGHEST_SPEND) return [];
      const { todayUsd, capUsd } = spend;
      return found(`US$${todayUsd.toFixed(2)} of today's US$${capUsd.toFixed(2)} are spent or reserved`);
    },
  },
  provider: {
    title: "An editor is down",
    todo: "When a provider is down",
    look: ({ brokenEditors }) =>
      brokenEditors.flatMap((editor) =>
        found(`${editor} failed five times in a row; edits go elsewhere or fail`, editor),
      ),
  },
  store: {
    title: "The picture store fails",
    todo: "When the store fails",
    look({ storeFailure, parkedResults }) {
      const waits = `${parkedResults} paid results wait for it`;
      if (storeFailure !== null) return found(`It answers with ${storeFailure}; ${waits}`);
      return parkedResults > MOST_PARKED ? found(waits) : [];
    },
  },
  disk: {
    title: "The disk fills up",
    todo: "When the disk fills up",
    look({ disk }) {
      if (disk === null) return [];
      const { freeBytes, sizeBytes } = disk;
      if (freeBytes >= sizeBytes * LEAST_FREE && freeBytes >= LEAST_FREE_BYTES) return [];
      return found(
        `${(freeBytes / 1e9).toFixed(1)} GB are free where DATA_DIR lies, ${percent(freeBytes / sizeBytes)}`,
      );
    },
  },
} as const satisfies Record<string, AlertRule>;

export type AlertRuleName = keyof typeof ALERT_RULES;

export const ALERT_RULE_NAMES = Object.keys(ALERT_RULES) as AlertRuleName[];
