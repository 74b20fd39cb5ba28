import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { startServer } from "@/tests/journeys/server";
import { createBenchDatabase } from "./bench-database";
import { request } from "./drive";
import { createLoopMeter, type LoopDelay } from "./loop-delay";
import { median } from "@mizual/engine/bench";

const ROUNDS = 5;

/** Milliseconds between two polls: as often as a page asks at most. */
const POLL_EVERY = 100;

type Measured = {
  idle: LoopDelay[];
  editing: LoopDelay[];
  /** What an edit took, at the median of the rounds, from its acceptance to its result. */
  seconds: number;
  polls: { idle: number; editing: number };
};

/**
 * For how long the event loop of the production server is held while it is polled: with nothing to do, and
 * with an edit of this picture at work. Its upload is not part of it.
 */
export async function measureEventLoop(photo: Buffer): Promise<Measured> {
  const database = await createBenchDatabase();
  const meter = createLoopMeter(database.dataDir);
  const server = await startServer({ dataDir: database.dataDir, env: { ...database.env, ...meter.env } });
  const agent = new http.Agent({ keepAlive: true });
  const measured: Measured = { idle: [], editing: [], seconds: 0, polls: { idle: 0, editing: 0 } };

  const submit = async (): Promise<string> => {
    const form = new FormData();
    form.set("prompt", "make it brighter, then make the sky more dramatic and sharpen it");
    form.set("image", new Blob([new Uint8Array(photo)], { type: "image/jpeg" }));
    const answer = await fetch(`${server.url}/edit-image/`, { method: "POST", body: form });
    return ((await answer.json()) as { edit_id: string }).edit_id;
  };
  const poll = async (id: string): Promise<string> => {
    const { body } = await request(agent, `${server.url}/edit/${id}`);
    return (JSON.parse(body.toString()) as { status: string }).status;
  };
  /** Polls until the edit is over; answers the seconds. */
  const follow = async (id: string): Promise<number> => {
    const start = performance.now();
    for (;;) {
      const status = await poll(id);
      if (status === "failed") throw new Error(`The edit ${id} failed`);
      if (status === "completed") return (performance.now() - start) / 1000;
      measured.polls.editing += 1;
      await sleep(POLL_EVERY);
    }
  };

  try {
    // The first only warms up: code is loaded, a thread is started.
    const warm = await submit();
    await follow(warm);
    measured.polls.editing = 0;
    const seconds: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      await meter.read(server.pid);
      const until = performance.now() + 3_000;
      while (performance.now() < until) {
        await poll(warm);
        measured.polls.idle += 1;
        await sleep(POLL_EVERY);
      }
      measured.idle.push(await meter.read(server.pid));
      const id = await submit();
      await meter.read(server.pid);
      seconds.push(await follow(id));
      measured.editing.push(await meter.read(server.pid));
    }
    measured.seconds = median(seconds);
    return measured;
  } finally {
    agent.destroy();
    await server.stop();
    await database.drop();
  }
}
