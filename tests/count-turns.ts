import { setImmediate as nextTurn } from "node:timers/promises";

/** How many turns the event loop makes until this is over. */
export async function countTurns(work: Promise<unknown>): Promise<number> {
  let isOver = false;
  const end = (): void => {
    isOver = true;
  };
  work.then(end, end);
  let turns = 0;
  for (; !isOver; turns += 1) await nextTurn();
  await work;
  return turns;
}
