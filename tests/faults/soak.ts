import { setTimeout as sleep } from "node:timers/promises";
import { testPicture } from "@/tests/test-picture";
import { createChronicle, type Violation } from "./chronicle";
import { carryOut, type History } from "./histories";
import { judge, settle } from "./judge";
import { judgeEmptied } from "./judge-store";
import { FAULT_NAMES, FAULTS, type FaultName, heal } from "./nemesis";
import { type ServerFigures, type Stand, startStand } from "./stand";

/** Faults that end the process, whose memory is what is looked at. */
const DEADLY: readonly FaultName[] = ["kill", "stop"];

/** Milliseconds between two edits, and between two other requests. */
const EDIT_EVERY_MS = 700;
const OTHER_EVERY_MS = 250;
/** From one fault to the next, and how long one lasts. */
const FAULT_EVERY_MS = 20_000;
const FAULT_MS = 3_000;
const SAMPLE_EVERY_MS = 10_000;
/** The smallest sample of so many counts: what a request just holds is no leak. */
const WINDOW = 6;
const CLIENTS = 300;
const OTHERS = ["look", "look", "look", "list", "rate", "follow up", "delete", "cancel", "repeat"] as const;

type Sample = ServerFigures & { edits: number; connections: number };

export type Soaked = {
  edits: number;
  requests: number;
  faults: number;
  /** At rest: after the warm-up, and at the end. */
  before: Sample;
  after: Sample;
  /** Bytes per edit, by regression over the smallest of each window: the slope, and twice its standard error. */
  rss: Slope;
  heap: Slope;
  violations: Violation[];
};

export type Slope = { perEdit: number; error: number; windows: number };

/**
 * Plays a steady mixed load with faults against the hosted stand for so many minutes, after a fifth of them as warm-up,
 * and looks at what the server's process holds meanwhile and at rest.
 */
export async function soak(minutes: number, say: (line: string) => void): Promise<Soaked> {
  const stand = await startStand("hosted");
  try {
    await stand.start();
    const chronicle = createChronicle(stand.secrets);
    const load = { stand, chronicle, picture: await testPicture(), random: createRandom(1), faults: 0 };
    const sample = async (): Promise<Sample> => ({
      ...(await stand.figures()),
      edits: chronicle.edits.length,
      connections: (stand.postgres?.connections() ?? 0) + (stand.redis?.connections() ?? 0),
    });
    const atRest = async (): Promise<Sample> => {
      await heal(stand);
      await settle(stand, chronicle);
      // Longer than an idle connection is kept.
      await sleep(40_000);
      return sample();
    };
    await run(load, minutes * 12_000);
    const before = await atRest();
    say(`warm after ${before.edits} edits: ${megabytes(before.rss)} MB, heap ${megabytes(before.heapUsed)} MB`);
    const samples: Sample[] = [];
    const sampling = every(SAMPLE_EVERY_MS, async () => {
      const now = await sample();
      samples.push(now);
      if (samples.length % WINDOW === 0)
        say(
          `${now.edits} edits, ${megabytes(now.rss)} MB, heap ${megabytes(now.heapUsed)} MB, ${now.descriptors} descriptors`,
        );
    });
    await run(load, minutes * 60_000);
    await sampling.end();
    const after = await atRest();
    await judge(stand, chronicle);
    chronicle.violations.push(...(await judgeEmptied(stand)));
    return {
      edits: chronicle.edits.length,
      requests: chronicle.replies.length,
      faults: load.faults,
      before,
      after,
      rss: slopeOf(samples, ({ rss }) => rss),
      heap: slopeOf(samples, ({ heapUsed, external }) => heapUsed + external),
      violations: chronicle.violations,
    };
  } finally {
    await stand.close();
  }
}

export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1);

type Load = {
  stand: Stand;
  chronicle: ReturnType<typeof createChronicle>;
  picture: Uint8Array;
  random: (below: number) => number;
  faults: number;
};

async function run(load: Load, lastsMs: number): Promise<void> {
  const { stand, chronicle, picture, random } = load;
  const history: History = { clients: CLIENTS, steps: [], faults: [] };
  const open = new Set<Promise<void>>();
  const begin = (operation: History["steps"][number]["operation"]): void => {
    // Of the newest, for with what is long over nothing happens any more.
    const choice = Math.max(0, chronicle.edits.length - 1 - random(40));
    const done = carryOut(stand, chronicle, picture, history, { atMs: 0, client: random(CLIENTS), operation, choice });
    open.add(done);
    void done.finally(() => open.delete(done));
  };
  const names = FAULT_NAMES.filter((name) => !DEADLY.includes(name));
  const loops = [
    every(EDIT_EVERY_MS, async () => begin("submit")),
    every(OTHER_EVERY_MS, async () => begin(OTHERS[random(OTHERS.length)] ?? "look")),
    every(FAULT_EVERY_MS, async () => {
      load.faults += 1;
      await FAULTS[names[random(names.length)] ?? "freeze"](stand, FAULT_MS);
    }),
  ];
  await sleep(lastsMs);
  for (const loop of loops) await loop.end();
  await Promise.all(open);
  // The stand-ins note each request with its picture.
  for (const fake of [stand.fakes.bfl, stand.fakes.bfl.cluster, stand.fakes.openai, stand.fakes.s3])
    if (fake !== null) fake.requests.length = 0;
}

/** Does something again and again, the next not before the last is done. */
function every(milliseconds: number, work: () => Promise<void>): { end(): Promise<void> } {
  const over = new AbortController();
  const looping = (async () => {
    while (!over.signal.aborted) {
      const next = performance.now() + milliseconds;
      await work();
      await sleep(Math.max(0, next - performance.now()), undefined, { signal: over.signal }).catch(() => {});
    }
  })();
  return {
    end: () => {
      over.abort();
      return looping;
    },
  };
}

/** Least squares over the smallest of each window. */
export function slopeOf<T extends { edits: number }>(samples: readonly T[], valueOf: (sample: T) => number): Slope {
  const windows = Array.from({ length: Math.floor(samples.length / WINDOW) }, (_, at) =>
    samples
      .slice(at * WINDOW, (at + 1) * WINDOW)
      .reduce((least, each) => (valueOf(each) < valueOf(least) ? each : least)),
  );
  const mean = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;
  const [middle, level] = [mean(windows.map(({ edits }) => edits)), mean(windows.map(valueOf))];
  const spread = windows.reduce((sum, { edits }) => sum + (edits - middle) ** 2, 0);
  const perEdit = windows.reduce((sum, each) => sum + (each.edits - middle) * (valueOf(each) - level), 0) / spread;
  const rest = windows.reduce((sum, each) => sum + (valueOf(each) - level - perEdit * (each.edits - middle)) ** 2, 0);
  return { perEdit, error: 2 * Math.sqrt(rest / Math.max(1, windows.length - 2) / spread), windows: windows.length };
}

/** Whole numbers below what is asked for, the same each time. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
