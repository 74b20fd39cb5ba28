import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Operation } from "@/lib/ai/editor/local/operation";
import { OPERATIONS } from "@/lib/ai/editor/local/operations";
import { measureBytes } from "@/lib/ai/editor/local/measure";
import { exampleOf } from "./support/example-of";
import type { LoopDelay } from "./support/loop-delay";
import { measureEventLoop } from "./support/measure-event-loop";
import { printRaw, printTable } from "./support/report";
import { makeScene } from "./support/scene";
import { median } from "./support/statistics";
import { createStopwatch } from "./support/time-operation";

// Pictures of 3:2 with 2, 12 and 50 megapixels.
const SMALL = { width: 1732, height: 1155 };
const LARGE = { width: 4243, height: 2829 };
const LARGEST = { width: 8660, height: 5773 };

const ROUNDS = 3;

/** How many of the slowest are tried on large pictures, when nothing narrower is asked for. */
const SLOWEST = 12;

/** What an operation may take at most, as a multiple of decoding and encoding; in seconds at 12 megapixels; in megabytes at 50. */
const MOST = { ratio: 2.5, seconds: 5, megabytes: 1536 };

/**
 * P14: the local engine. Every operation's first example at 2 megapixels against decoding and encoding
 * the same picture; the slowest at 12; memory at 50, each in a process of its own; and for how long the
 * server's event loop is held while an edit runs. With names of operations or families only those, and
 * no server.
 */
export async function benchLocalEngine(only: readonly string[] = []): Promise<void> {
  const operations = OPERATIONS.filter(
    ({ name, family }) => only.length === 0 || only.includes(name) || only.includes(family),
  );
  const timed = await benchSmall(operations);
  const slowest = only.length > 0 ? operations : timed.slice(0, SLOWEST);
  await benchLarge(slowest);
  await benchMemory(only.length > 0 ? operations : slowestOfFamilies(timed));
  if (only.length === 0) await benchEventLoop();
}

/** Slowest first. */
async function benchSmall(operations: readonly Operation[]): Promise<Operation[]> {
  const { width, height } = SMALL;
  const stopwatch = await createStopwatch(await makeScene(width, height), width, height, ROUNDS);
  const floors: number[] = [];
  const rows: { operation: Operation; seconds: number; problem: string | null }[] = [];
  await stopwatch.floor();
  for (const [index, operation] of operations.entries()) {
    if (index % 5 === 0) floors.push(await stopwatch.floor());
    rows.push({ operation, ...(await stopwatch.operation(operation)) });
  }
  const floor = median(floors);
  const sorted = rows.toSorted((a, b) => (b.seconds || 0) - (a.seconds || 0));
  console.log(`  ${width}×${height}, decode and encode: ${(floor * 1000).toFixed(0)} ms`);
  printTable(
    ["", "family", "ms", "× decode+encode", ""],
    sorted.map(({ operation: { name, family }, seconds, problem }) => [
      name,
      family,
      seconds * 1000,
      seconds / floor,
      problem ?? (seconds / floor > MOST.ratio ? "TOO SLOW" : ""),
    ]),
  );
  printRaw(
    "ms, decode and encode",
    floors.map((seconds) => seconds * 1000),
  );
  return sorted.map(({ operation }) => operation);
}

async function benchLarge(operations: readonly Operation[]): Promise<void> {
  const { width, height } = LARGE;
  const stopwatch = await createStopwatch(await makeScene(width, height), width, height, 1);
  console.log(`\n  ${width}×${height}, decode and encode: ${(await stopwatch.floor()).toFixed(2)} s`);
  const rows: (string | number)[][] = [];
  for (const operation of operations) {
    const { seconds, problem } = await stopwatch.operation(operation);
    rows.push([operation.name, seconds, problem ?? (seconds > MOST.seconds ? "TOO SLOW" : "")]);
  }
  printTable(["", "s", ""], rows);
}

function slowestOfFamilies(sorted: readonly Operation[]): Operation[] {
  return [...new Map(sorted.toReversed().map((operation) => [operation.family, operation])).values()];
}

async function benchMemory(operations: readonly Operation[]): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "mizual-bench-"));
  try {
    const { width, height } = LARGEST;
    const photo = path.join(folder, "photo.jpg");
    const jpeg = await makeScene(width, height);
    writeFileSync(photo, jpeg);
    const facts = await measureBytes(jpeg, width, height);
    const peak = (...args: string[]): number =>
      Number(
        execFileSync(process.execPath, [path.join(import.meta.dirname, "support/peak-memory.mjs"), photo, ...args]),
      );
    console.log(`\n  ${width}×${height}, decode and encode: ${peak().toFixed(0)} MB`);
    const rows = operations.map((operation) => {
      const { name } = operation;
      try {
        const megabytes = peak(name, JSON.stringify(exampleOf(operation, facts)));
        return [name, megabytes, megabytes > MOST.megabytes ? "TOO MUCH" : ""];
      } catch (error) {
        return [name, Number.NaN, /code: '([A-Z_]+)'/.exec(String(error))?.[1] ?? String(error).slice(0, 80)];
      }
    });
    printTable(["", "MB at most", ""], rows);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function benchEventLoop(): Promise<void> {
  const photo = await makeScene(LARGE.width, LARGE.height);
  const { idle, editing, seconds, polls } = await measureEventLoop(photo);
  console.log(`\n  event loop of the server while it is polled; edits of 12 megapixels took ${seconds.toFixed(1)} s`);
  const rowOf = (name: string, delays: readonly LoopDelay[], polled: number) => [
    name,
    median(delays.map(({ own }) => own)),
    median(delays.map(({ longest }) => longest)),
    median(delays.map(({ p99 }) => p99)),
    polled,
  ];
  printTable(
    ["", "own longest hold, ms", "longest by the clock", "p99 by the clock", "polls"],
    [rowOf("polls alone", idle, polls.idle), rowOf("polls and an edit", editing, polls.editing)],
  );
  for (const [name, delays] of Object.entries({ "polls alone": idle, "polls and an edit": editing })) {
    printRaw(
      `own longest hold, ms, ${name}`,
      delays.map(({ own }) => own),
    );
  }
}
