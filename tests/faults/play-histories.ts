import fc from "fast-check";
import { type History, type HistoryOutcome, histories, play } from "./histories";
import type { Violation } from "./chronicle";
import { judgeEmptied } from "./judge-store";
import { FAULT_NAMES, type FaultName } from "./nemesis";
import { type Stand, startStand } from "./stand";

type Wanted = {
  runs: number;
  /** The first history's; each has its own, the next number. */
  seed: number;
  kind?: Stand["kind"];
  /** A history that fails is made smaller, each time by playing it anew. */
  isShrunk?: boolean;
  say?: (line: string) => void;
};

export type Played = {
  runs: number;
  operations: number;
  edits: number;
  paid: number;
  faults: Map<FaultName, number>;
  /** What was violated, by the seed with which the history can be played again. */
  failed: Array<{ seed: number; outcome: HistoryOutcome; history: History }>;
  /** What was left of all of them once their time was over. */
  left: Violation[];
};

/** Faults that need the database or the limiter outside of the server. */
const OUTSIDE: readonly FaultName[] = FAULT_NAMES.filter((name) =>
  /database|rows|connections|limiter|delivered|leases/.test(name),
);

/** Plays histories, each of a seed of its own, on one stand. */
export async function playHistories({
  runs,
  seed,
  kind = "hosted",
  isShrunk = false,
  say = () => {},
}: Wanted): Promise<Played> {
  const stand = await startStand(kind);
  const names = kind === "hosted" ? FAULT_NAMES : FAULT_NAMES.filter((name) => !OUTSIDE.includes(name));
  const played: Played = { runs: 0, operations: 0, edits: 0, paid: 0, faults: new Map(), failed: [], left: [] };
  // What is wrong in the database stays so: it is counted against the history that did it.
  const known = new Set<string>();
  const playOne = async (history: History): Promise<HistoryOutcome> => {
    const outcome = await play(stand, history);
    const news = outcome.violations.filter((violation) => !known.has(JSON.stringify(violation)));
    for (const violation of news) known.add(JSON.stringify(violation));
    return { ...outcome, violations: news };
  };
  try {
    for (let nth = seed; nth < seed + runs; nth += 1) {
      const [history] = fc.sample(histories(names), { seed: nth, numRuns: 1 });
      if (history === undefined) continue;
      const outcome = await playOne(history);
      played.runs += 1;
      played.operations += outcome.operations;
      played.edits += outcome.edits;
      played.paid += outcome.paid;
      for (const { fault } of history.faults) played.faults.set(fault, (played.faults.get(fault) ?? 0) + 1);
      const what = history.faults.map(({ fault }) => fault).join(", ");
      say(
        `seed ${nth}: ${history.clients} clients, ${outcome.operations} requests, ${outcome.edits} edits, ${outcome.paid} paid, ` +
          `over after ${(outcome.settleMs / 1000).toFixed(0)} s; ${what}`,
      );
      if (outcome.violations.length === 0) continue;
      played.failed.push({ seed: nth, outcome, history });
      for (const violation of outcome.violations) say(`  VIOLATION ${JSON.stringify(violation)}`);
      if (isShrunk) say(`  smallest: ${JSON.stringify(await shrink(names, nth, playOne))}`);
    }
    played.left.push(...(await judgeEmptied(stand)));
    return played;
  } finally {
    await stand.close();
  }
}

/** The smallest history of this seed that still goes wrong. */
async function shrink(
  names: readonly FaultName[],
  seed: number,
  playOne: (history: History) => Promise<HistoryOutcome>,
): Promise<unknown> {
  const wrong = fc.asyncProperty(histories(names), async (history) => (await playOne(history)).violations.length === 0);
  const { counterexample } = await fc.check(wrong, { seed, numRuns: 1, interruptAfterTimeLimit: 900_000 });
  return counterexample?.[0] ?? "it did not happen again";
}
