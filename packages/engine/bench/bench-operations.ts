import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Operation } from "../operation";
import { OPERATIONS } from "../operations";
import type { Timed, Timing } from "./create-stopwatch";
import { printRaw, printTable } from "./print";
import { runEngine } from "./run-engine";
import { type SceneKind, makeScene } from "./scene";
import { sceneFor } from "./scene-for";
import { median } from "./statistics";

// Pictures of 3:2 with 2, 12 and 50 megapixels.
const SMALL = { width: 1732, height: 1155 };
const LARGE = { width: 4243, height: 2829 };
const LARGEST = { width: 8660, height: 5773 };

const ROUNDS = 3;

/** How many of the slowest are tried on a large picture, when nothing narrower is asked for. */
const SLOWEST = 12;

/** What an operation may take at most: times decoding and encoding; seconds at 12 megapixels; megabytes at 50. */
const MOST = { ratio: 2.5, seconds: 5, megabytes: 1536 };

/** The file of each scene at one size. */
type Scenes = (kind: SceneKind) => Promise<string>;

/** Finding the subject takes 0.2 to 0.4 s of a processor whatever the size: two cuts of a copy of 240 pixels by GrabCut. */
const FINDS_SUBJECT = "finds the subject, whatever the size";

/** A smaller sheet would be quicker, and its lines thicker. */
const PAINTS = "is painted anew, on a sheet of 0.5 to 0.8 megapixels";

/** The mask of the sky is half of it, the light that leans on it the other. */
const RELIGHTS = "finds the sky and relights each pixel by it";

/** On a copy of 384 pixels: about 0.2 s of a processor whatever the size. */
const FOLLOWS_COLOUR = "follows things of a colour along their edges, whatever the size";

/** Why an operation takes more than that at 2 megapixels. */
const REASONS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    ["cartoon", "comic", "ink-drawing", "oil-painting", "pop-art", "watercolour"].map((name) => [name, PAINTS]),
  ),
  ...Object.fromEntries(
    ["blue-hour", "dramatic-sky", "golden-hour", "night", "sunrise", "sunset"].map((name) => [name, RELIGHTS]),
  ),
  "keep-colour": FOLLOWS_COLOUR,
  "replace-colour": FOLLOWS_COLOUR,
  rainbow: "finds the sky",
  repaint: "finds the part that it paints",
  "smooth-skin": "finds the skin, and what in it is structure",
  halftone: "screens four inks, and smooths each dot",
  hdr: "tells surroundings from structure, along edges",
  neon: "a grade of all colours, and a wide glow over it",
  "radial-blur": "each pixel is the mean of a line or an arc",
  enlarge: "makes four times the pixels",
  posterise: "the median of 25 pixels around each",
  "background-blur": `${FINDS_SUBJECT}; two blurs by a disc`,
  "crop-to-subject": FINDS_SUBJECT,
  "remove-background": FINDS_SUBJECT,
  "background-colour": FINDS_SUBJECT,
  "background-gradient": FINDS_SUBJECT,
};

type Line = Timed | ({ name: null } & Timing);

/**
 * Every operation's first example at 2 megapixels against decoding and encoding the same picture; the slowest at
 * 12; memory at 50, each in a process of its own. With names of operations or families only those.
 */
export async function benchOperations(only: readonly string[] = []): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "mizual-bench-"));
  const operations = OPERATIONS.filter(
    ({ name, family }) => only.length === 0 || only.includes(name) || only.includes(family),
  );
  const scenesOf =
    ({ width, height }: typeof SMALL): Scenes =>
    async (kind) => {
      const file = path.join(folder, `${kind}-${width}.jpg`);
      if (!existsSync(file)) writeFileSync(file, await makeScene(width, height, kind));
      return file;
    };
  try {
    const slowestFirst = await benchSmall(operations, scenesOf(SMALL));
    await benchLarge(only.length > 0 ? operations : slowestFirst.slice(0, SLOWEST), scenesOf(LARGE));
    await benchMemory(only.length > 0 ? operations : slowestOfFamilies(slowestFirst), scenesOf(LARGEST));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each operation on the scene it needs, and decoding and encoding of all these scenes in between. */
async function timed(operations: readonly Operation[], scenes: Scenes, rounds: number) {
  const floors: Timing[] = [];
  const timings: Timed[] = [];
  for (const kind of new Set(operations.map(sceneFor))) {
    const names = operations.filter((operation) => sceneFor(operation) === kind).map(({ name }) => name);
    for await (const line of runEngine<Line>("time", await scenes(kind), String(rounds), ...names)) {
      if (line.name === null) floors.push(line);
      else timings.push(line);
    }
  }
  const floor = {
    seconds: median(floors.map(({ seconds }) => seconds)),
    cpu: median(floors.map(({ cpu }) => cpu)),
  };
  return { floor, floors, timings };
}

/** Slowest first. */
async function benchSmall(operations: readonly Operation[], scenes: Scenes): Promise<Operation[]> {
  const { floor, floors, timings } = await timed(operations, scenes, ROUNDS);
  const rows = operations
    .flatMap((operation) => {
      const timing = timings.find(({ name }) => name === operation.name);
      return timing === undefined ? [] : [{ operation, ...timing }];
    })
    .toSorted((a, b) => b.seconds - a.seconds);
  console.log(`  ${SMALL.width}×${SMALL.height}, decode and encode: ${(floor.seconds * 1000).toFixed(0)} ms`);
  printTable(
    ["", "family", "ms", "× decode+encode", "× its CPU", ""],
    rows.map(({ operation: { name, family }, seconds, cpu, problem }) => {
      const ratio = seconds / floor.seconds;
      const verdict = problem ?? (ratio > MOST.ratio ? (REASONS[name] ?? "TOO SLOW") : "");
      return problem === null
        ? [name, family, seconds * 1000, ratio, cpu / floor.cpu, verdict]
        : [name, family, "", "", "", verdict];
    }),
  );
  printRaw(
    "ms, decode and encode",
    floors.map(({ seconds }) => seconds * 1000),
  );
  return rows.map(({ operation }) => operation);
}

async function benchLarge(operations: readonly Operation[], scenes: Scenes): Promise<void> {
  const { floor, timings } = await timed(operations, scenes, 1);
  console.log(`\n  ${LARGE.width}×${LARGE.height}, decode and encode: ${floor.seconds.toFixed(2)} s`);
  printTable(
    ["", "s", ""],
    timings.map(({ name, seconds, problem }) =>
      problem === null ? [name, seconds, seconds > MOST.seconds ? "TOO SLOW" : ""] : [name, "", problem],
    ),
  );
}

const slowestOfFamilies = (slowestFirst: readonly Operation[]): Operation[] => [
  ...new Map(slowestFirst.toReversed().map((operation) => [operation.family, operation])).values(),
];

async function benchMemory(operations: readonly Operation[], scenes: Scenes): Promise<void> {
  const rows: (string | number)[][] = [];
  for (const operation of [null, ...operations]) {
    const name = operation?.name ?? null;
    const photo = await scenes(operation === null ? "lake" : sceneFor(operation));
    const args = name === null ? [] : [name];
    for await (const line of runEngine<{ megabytes: number; problem: string | null }>("memory", photo, ...args)) {
      const verdict = line.megabytes > MOST.megabytes ? "TOO MUCH" : "";
      rows.push([name ?? "decode and encode", line.megabytes, [verdict, line.problem ?? ""].join(" ").trim()]);
    }
  }
  console.log(`\n  ${LARGEST.width}×${LARGEST.height}`);
  printTable(["", "MB at most", ""], rows);
}
