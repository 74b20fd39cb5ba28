import os from "node:os";
import { parseArgs } from "node:util";
import { ATTACKS } from "../tests/faults/attacks";
import { measureNeighbour } from "../tests/faults/neighbours";
import { playHistories } from "../tests/faults/play-histories";
import { pointsOfOneEdit, type Swept, sweepKills } from "../tests/faults/kill-sweep";
import { megabytes, type Slope, soak } from "../tests/faults/soak";
import { servicesMissing, startStand } from "../tests/faults/stand";

const USAGE = `npm run faults -- COMMAND [options]: the production build among stand-ins that fail, and a judge.
  kills       SIGKILL before and after each call and round trip of one good edit
  signals     SIGTERM at --count of them (20)
  histories   --runs N (200) random histories of 5 to 20 clients, from --seed S (1) on; --shrink those that fail
  neighbours  what one client at its limit costs another: --only WORDS of the attacks that are tried
  soak        --minutes N (30) of a steady load with faults: what the server's process keeps of it
  Options:
  --embedded  on the embedded database, where a command can
  --count N   so many of the points, spread evenly; default: all
  --lane I/N  the Ith of N parts of the points, to run them side by side`;

type Options = {
  count?: string;
  lane?: string;
  runs?: string;
  seed?: string;
  shrink?: boolean;
  only?: string;
  minutes?: string;
  embedded?: boolean;
};

const COMMANDS: Readonly<Record<string, (options: Options) => Promise<boolean>>> = {
  kills: (options) => sweep("SIGKILL", options),
  signals: (options) => sweep("SIGTERM", { count: "20", ...options }),
  histories: playAll,
  neighbours: measureAll,
  soak: soakAll,
};

async function sweep(signal: "SIGKILL" | "SIGTERM", { count, lane = "1/1" }: Options): Promise<boolean> {
  const missing = servicesMissing();
  if (missing !== null) throw new Error(`The kill sweep ${missing}.`);
  const stand = await startStand("hosted");
  try {
    const all = await pointsOfOneEdit(stand);
    const [part = 1, parts = 1] = lane.split("/").map(Number);
    const few = spread(all, Number(count ?? all.length)).filter((_, index) => index % parts === part - 1);
    console.log(`${all.length} points of one edit, before and after; ${few.length} of them here.`);
    const swept = await sweepKills(stand, few, { signal, say: (line) => console.log(line) });
    report(`${signal}: ${swept.killed} of ${swept.points} points reached, ${swept.edits} edits accepted`, swept);
    return swept.violations.length === 0;
  } finally {
    await stand.close();
  }
}

async function playAll({ runs = "200", seed = "1", shrink, embedded }: Options): Promise<boolean> {
  const kind = embedded === true ? "embedded" : "hosted";
  const missing = kind === "hosted" ? servicesMissing() : null;
  if (missing !== null) throw new Error(`Histories on services: ${missing}.`);
  const wanted = { runs: Number(runs), seed: Number(seed), kind, isShrunk: shrink ?? false } as const;
  const played = await playHistories({ ...wanted, say: (line) => console.log(line) });
  console.log(
    `\n${played.runs} histories (${kind}): ${played.operations} requests, ${played.edits} edits, ${played.paid} paid`,
  );
  console.log([...played.faults].map(([name, times]) => `${times} × ${name}`).join(", "));
  console.log(`${played.failed.length} with violations${played.failed.map(({ seed }) => ` ${seed}`).join("")}`);
  for (const violation of played.left) console.log(`  VIOLATION ${JSON.stringify(violation)}`);
  return played.failed.length + played.left.length === 0;
}

/** Milliseconds that nobody notices, whatever multiple of another figure they are. */
const NOTHING_MS = 100;

/** Milliseconds within which health is answered whatever anybody does. */
const HEALTH_MS = 100;

async function measureAll({ only = "" }: Options): Promise<boolean> {
  console.log(`${os.availableParallelism()} cores, load ${os.loadavg()[0]?.toFixed(1)}; median / worst in ms`);
  console.log(
    "loop: the longest that the server's event loop was held up, of a hundred and ever; cpu: ms of its processor",
  );
  const row = (cells: readonly string[]): void =>
    console.log(cells.map((cell, index) => cell.padEnd(index === 0 ? 36 : 14)).join(""));
  const names = ["submit", "edit", "look", "health"] as const;
  row([
    "attack",
    ...names.flatMap((name) => [`${name} alone`, "beside"]),
    "loop alone",
    "beside",
    "cpu alone",
    "beside",
  ]);
  let isFair = true;
  for (const attack of Object.keys(ATTACKS).filter((name) => name.includes(only))) {
    const { alone, beside } = await measureNeighbour(attack);
    const loop = ({ server }: typeof alone): string =>
      `${server.loop.mostMs.toFixed(0)} / ${server.loop.worstMs.toFixed(0)}`;
    row([
      attack,
      ...names.flatMap((name) => [middleAndWorst(alone[name]), middleAndWorst(beside[name])]),
      ...[alone, beside].map(loop),
      ...[alone, beside].map(({ server }) => server.cpuMs.toFixed(0)),
    ]);
    const isSlower = (now: number[], before: number[]): boolean =>
      quantile(now, 0.5) > Math.max(NOTHING_MS, 2 * quantile(before, 0.5));
    const bad = (["submit", "edit", "look"] as const).filter((name) => isSlower(beside[name], alone[name]));
    if (bad.length > 0) console.log(`  MORE THAN TWICE: ${bad.join(", ")}`);
    const isHeld = quantile(beside.health, 0.5) > HEALTH_MS;
    if (isHeld) console.log(`  HEALTH: more than ${HEALTH_MS} ms`);
    isFair &&= bad.length === 0 && !isHeld;
  }
  console.log(`load ${os.loadavg()[0]?.toFixed(1)}`);
  return isFair;
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;

const middleAndWorst = (values: readonly number[]): string =>
  `${quantile(values, 0.5).toFixed(0)} / ${quantile(values, 1).toFixed(0)}`;

function report(title: string, { violations, notReached, slowestMs, statuses }: Swept): void {
  console.log(`\n${title}; all over ${(slowestMs / 1000).toFixed(0)} s after a start at most.`);
  console.log(
    [...statuses]
      .toSorted(([a], [b]) => a - b)
      .map(([status, times]) => `${times} × ${status}`)
      .join(", "),
  );
  console.log(`load ${os.loadavg()[0]?.toFixed(1)} on ${os.availableParallelism()} cores`);
  for (const name of notReached) console.log(`  not reached: ${name}`);
  for (const violation of violations) console.log(`  VIOLATION ${JSON.stringify(violation)}`);
  console.log(`${violations.length} violations`);
}

/** Bytes that an edit may leave behind in the process, and descriptors and connections that may be open by chance. */
const LEAK_BYTES = 1_024;
const LEAK_OPEN = 10;

async function soakAll({ minutes = "30" }: Options): Promise<boolean> {
  const missing = servicesMissing();
  if (missing !== null) throw new Error(`The soak ${missing}.`);
  const found = await soak(Number(minutes), (line) => console.log(line));
  const { before, after, rss, heap, violations } = found;
  console.log(
    `\n${found.edits} edits, ${found.requests} requests, ${found.faults} faults in ${minutes} minutes and a warm-up`,
  );
  const slope = ({ perEdit, error, windows }: Slope): string =>
    `${perEdit.toFixed(0)} ± ${error.toFixed(0)} bytes per edit over ${windows} windows`;
  console.log(`memory of the process: ${slope(rss)}; heap and buffers after a collection: ${slope(heap)}`);
  for (const [what, of] of [
    ["memory in MB", (each: typeof before) => megabytes(each.rss)],
    ["heap in MB", (each: typeof before) => megabytes(each.heapUsed)],
    ["compiled code in MB", (each: typeof before) => megabytes(each.code)],
    ["descriptors", (each: typeof before) => each.descriptors],
    ["connections to services", (each: typeof before) => each.connections],
    ["active resources", (each: typeof before) => each.resources],
  ] as const)
    console.log(`${what} at rest: ${of(before)} after the warm-up, ${of(after)} at the end`);
  for (const violation of violations) console.log(`  VIOLATION ${JSON.stringify(violation)}`);
  console.log(
    `${violations.length} violations; load ${os.loadavg()[0]?.toFixed(1)} on ${os.availableParallelism()} cores`,
  );
  const grown = (what: "heapUsed" | "rss"): number => (after[what] - before[what]) / (after.edits - before.edits);
  console.log(
    `at rest: ${grown("heapUsed").toFixed(0)} bytes of heap and ${grown("rss").toFixed(0)} of memory per edit`,
  );
  const isSteep = ({ perEdit, error }: Slope): boolean => perEdit - error > LEAK_BYTES;
  // What the system keeps of freed memory goes up and down by more than a leak would: it counts where it stays at rest.
  const leaks = isSteep(heap) || grown("heapUsed") > LEAK_BYTES || (isSteep(rss) && grown("rss") > LEAK_BYTES);
  const opens = (["descriptors", "connections", "resources"] as const).some(
    (what) => after[what] > before[what] + LEAK_OPEN,
  );
  return violations.length === 0 && !leaks && !opens;
}

/** So many of them, from all parts of the list. */
export function spread<T>(items: readonly T[], count: number): T[] {
  const step = Math.max(1, items.length / Math.max(1, count));
  return Array.from({ length: Math.min(count, items.length) }, (_, index) => items[Math.floor(index * step)] as T);
}

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      count: { type: "string" },
      lane: { type: "string" },
      runs: { type: "string" },
      seed: { type: "string" },
      only: { type: "string" },
      shrink: { type: "boolean" },
      minutes: { type: "string" },
      embedded: { type: "boolean" },
    },
  });
  const command = COMMANDS[positionals[0] ?? ""];
  if (command === undefined) {
    console.error(USAGE);
    return 2;
  }
  return (await command(values)) ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
