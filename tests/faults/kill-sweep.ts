import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import type { Db } from "@/db/client";
import { isFinal } from "@/lib/lifecycle";
import { testPicture } from "@/tests/test-picture";
import { type Chronicle, createChronicle, type KnownEdit, type Violation, type Wish } from "./chronicle";
import { labClient } from "./client";
import { nameOfPoint, type Point } from "./gates";
import { judge, settle } from "./judge";
import { judgeEmptied, letTimePass } from "./judge-store";
import type { Stand } from "./stand";

/** What is asked again and again however far the edit is: so many times of it are points. */
const REPEATS = 3;

/** How long an edit may take to reach its point or its end. */
const EDIT_MS = 40_000;

export type Swept = {
  points: number;
  killed: number;
  edits: number;
  notReached: string[];
  /** Answers by their status; 0: there was none. */
  statuses: Map<number, number>;
  violations: Violation[];
  slowestMs: number;
};

/** Every point of one good edit: before and after each of its calls and round trips. */
export async function pointsOfOneEdit(stand: Stand): Promise<Point[]> {
  const chronicle = createChronicle(stand.secrets);
  const seen = new Map<string, Point>();
  await stand.start();
  // The second one: the first also opens connections, compiles and looks things up that are kept.
  for (const isFirst of [true, false]) {
    await quiet();
    stand.gates.guard((point) => {
      if (!isFirst && point.nth <= REPEATS) seen.set(nameOfPoint(point), point);
    });
    const edit = await chronicle.submit(labClient(stand.url, 1, chronicle.record), 1, await wish());
    await until(async () => {
      const status = await chronicle.look(labClient(stand.url, 1, chronicle.record), edit);
      return status !== null && isFinal(status);
    });
    await quiet();
  }
  stand.gates.guard();
  if (chronicle.violations.length > 0) throw new Error(JSON.stringify(chronicle.violations));
  return [...seen.values()];
}

type SweepOptions = {
  signal?: "SIGTERM" | "SIGKILL";
  /** Edits that stand at a point of their own each when the server dies; default 5. */
  atOnce?: number;
  /** The clock of the database's rows is moved instead of waiting for what is uncertain, at the end too. */
  isHurried?: boolean;
  say?: (line: string) => void;
};

/**
 * Kills the server at each of these points, and judges when all edits are over. A call is held at its point, so that
 * several edits stand at one each when the server dies.
 */
export async function sweepKills(stand: Stand, points: readonly Point[], options: SweepOptions = {}): Promise<Swept> {
  const { signal = "SIGKILL", isHurried = false, atOnce = 5, say = () => {} } = options;
  const chronicle = createChronicle(stand.secrets);
  const killed = new Set<Point>();
  const givenUp = new Set<KnownEdit>();
  let waiting = 0;
  let slowestMs = 0;
  const letGo = async (isLast: boolean): Promise<void> => {
    waiting = 0;
    const tookMs = await letAllGo(stand, chronicle, givenUp, isHurried || !isLast);
    slowestMs = Math.max(slowestMs, tookMs);
    say(`all let go, over after ${(tookMs / 1000).toFixed(0)} s, ${chronicle.violations.length} violations so far`);
  };
  // What holds a lock that others need keeps them from their points: they come again, the last time alone.
  for (const size of [atOnce, Math.ceil(atOnce / 2), 1]) {
    for (const batch of batches(
      points.filter((point) => !killed.has(point)),
      size,
    )) {
      await stand.start();
      const reached = await killAt(stand, chronicle, batch, signal);
      for (const point of reached) killed.add(point);
      say(`${killed.size}/${points.length} killed at ${reached.map(nameOfPoint).join(" + ") || "nothing"}`);
      waiting += batch.length;
      if (waiting >= ROUND) await letGo(false);
    }
  }
  await letGo(true);
  if (stand.db !== null) {
    await stand.stop("SIGTERM");
    await letTimePass(stand.db);
    await stand.start();
  }
  const violations = await judge(stand, chronicle);
  violations.push(...(await judgeEmptied(stand)));
  const notReached = points.filter((point) => !killed.has(point)).map(nameOfPoint);
  const statuses = new Map<number, number>();
  for (const { status } of chronicle.replies) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  return {
    points: points.length,
    killed: killed.size,
    edits: chronicle.edits.filter(({ id }) => id !== null).length,
    notReached,
    statuses,
    violations,
    slowestMs,
  };
}

/** Edits after which all that were set aside are let go: long before the half hour that each of them has. */
const ROUND = 40;

/** Lets all that was set aside go on, and waits until it is over; answers how many milliseconds that took. */
async function letAllGo(
  stand: Stand,
  chronicle: Chronicle,
  givenUp: Set<KnownEdit>,
  isHurried: boolean,
): Promise<number> {
  await stand.start();
  stand.gates.guard();
  // Half of those whose answer was lost are repeated under their key, as a client should; the others are given up.
  const lost = chronicle.edits.filter((edit) => edit.id === null && !givenUp.has(edit));
  for (const [index, edit] of lost.entries())
    if (index % 2 === 0)
      await chronicle.submit(labClient(stand.url, edit.client, chronicle.record), edit.client, await wish(), edit);
    else givenUp.add(edit);
  if (stand.db !== null) {
    if (isHurried) await letTimePass(stand.db);
    await dueNow(stand.db);
  }
  return (await settle(stand, chronicle)).tookMs;
}

/** Of parts that lie far from each other, so that one batch has points of all stages. */
function batches(points: readonly Point[], size: number): Point[][] {
  const count = Math.ceil(points.length / size);
  return Array.from({ length: count }, (_, nth) => points.filter((_point, index) => index % count === nth));
}

/** Held longer, a call is given up by the server itself. */
const HELD_MS = 6_000;

async function killAt(
  stand: Stand,
  chronicle: Chronicle,
  batch: readonly Point[],
  signal: "SIGTERM" | "SIGKILL",
): Promise<Point[]> {
  const waiting = new Set(batch);
  const over = new AbortController();
  let firstHeld = Number.POSITIVE_INFINITY;
  let isStopping = false;
  const isOver = (): boolean => waiting.size === 0 || performance.now() - firstHeld > HELD_MS;
  await quiet();
  stand.gates.guard((at) => {
    const point = [...waiting].find((each) => isAt(at, each));
    if (point !== undefined && !isStopping) {
      waiting.delete(point);
      firstHeld = Math.min(firstHeld, performance.now());
      // A process that is asked to stop still hears the answer; one that is killed hears nothing more.
      if (signal === "SIGKILL") return new Promise(() => {});
    }
    return undefined;
  });
  const clients = batch.map((_, index) => {
    const nth = chronicle.edits.length + index + 2;
    const client = labClient(stand.url, nth, (reply) => {
      // What the death cuts off is no answer; what a stop answers is one.
      if (reply.status !== 0 && !over.signal.aborted) chronicle.record(reply);
    });
    return { nth, client };
  });
  const running = clients.map(async ({ nth, client }) => {
    const edit = await chronicle.submit(client, nth, await wish());
    await until(async () => {
      if (isOver() || over.signal.aborted) return true;
      const status = await chronicle.look(client, edit);
      return isOver() || (status !== null && isFinal(status));
    });
  });
  const allOver = Promise.all(running);
  await until(async () => isOver() || (await Promise.race([allOver.then(() => true), sleep(50, false)])));
  isStopping = true;
  await stand.stop(signal);
  over.abort();
  stand.gates.guard();
  await allOver;
  // Until all are taken up at the end, nobody goes on with an edit whose process died, so that the next can be counted.
  if (stand.db !== null) await sql`update preview.runner_jobs set due_at = now() + interval '1 hour'`.execute(stand.db);
  return batch.filter((point) => !waiting.has(point));
}

/** The same call, this one or a later one: several edits are counted together. */
const isAt = (at: Point, { service, label, nth, phase }: Point): boolean =>
  at.service === service && at.label === label && at.phase === phase && at.nth >= nth;

const dueNow = (db: Db) =>
  sql`update preview.runner_jobs set due_at = least(due_at, now()), lease_until = least(lease_until, now())`.execute(
    db,
  );

const quiet = (milliseconds = 700): Promise<unknown> => sleep(milliseconds);

async function until(isOver: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + EDIT_MS;
  while (performance.now() < end && !(await isOver())) await sleep(150);
}

let picture: Uint8Array | null = null;

async function wish(): Promise<Wish> {
  picture ??= await testPicture();
  return { picture, enhance: "auto", editor: "flux" };
}
