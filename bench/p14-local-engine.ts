import { benchOperations, makeScene, median, printRaw, printTable } from "@mizual/engine/bench";
import type { LoopDelay } from "./support/loop-delay";
import { measureEventLoop } from "./support/measure-event-loop";

/** The picture that is edited while the event loop is watched: 3:2 with 12 megapixels. */
const EDITED = { width: 4243, height: 2829 };

/**
 * P14: the local engine, by its own bench, and for how long the server's event loop is held while an edit runs.
 * With names of operations or families only those, and no server.
 */
export async function benchLocalEngine(only: readonly string[] = []): Promise<void> {
  await benchOperations(only);
  if (only.length === 0) await benchEventLoop();
}

async function benchEventLoop(): Promise<void> {
  const { idle, editing, seconds, polls } = await measureEventLoop(await makeScene(EDITED.width, EDITED.height));
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
