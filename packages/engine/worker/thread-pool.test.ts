import { getEventListeners } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { afterEach, describe, expect, it } from "vitest";
import { EngineError } from "../errors";
import { describeError } from "./messages";
import type { Job } from "./thread";
import { createThreadPool } from "./thread-pool";

/**
 * A worker that does what the job's first operation is named: the pool is what is tested here. It counts
 * who is at work at once in shared memory, as does `busy`.
 */
const WORKER = `
const { parentPort, workerData } = require("node:worker_threads");
const [now, most, started, blocked, jobs] = [0, 1, 2, 3, 4];
const counts = new Int32Array(workerData);
Atomics.add(counts, started, 1);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const fail = (engine, name = "EngineError") => parentPort.postMessage({ kind: "failed",
  error: { name, message: "m", stack: "stack of the thread", cause: null, engine } });
const acts = {
  async echo({ bytes }) { return bytes; },
  async slow({ bytes }) { await pause(20); return bytes; },
  async polite({ stop }) { while (Atomics.load(stop, 0) === 0); fail(null, "AbortError"); },
  async trap() { fail(null, "RuntimeError"); },
  async broken() { fail({ code: "BROKEN", detail: "no", modelCould: false, suggestions: [] }); },
  async spin() { for (;;); },
  async waits() { await new Promise(() => setInterval(() => {}, 1000)); },
  async exit() { process.exit(3); },
  async crash() { setImmediate(() => { throw new TypeError("crashed"); }); await new Promise(() => {}); },
  async reject() { Promise.reject(new TypeError("rejected")); await new Promise(() => {}); },
  // Of small things: where large ones run over the limit, Node 24 may end the whole process.
  async hungry() { let all = null; for (;;) all = { before: all, some: [1, 2, 3] }; },
  async refuse() { fail({ code: "NOTHING_CHANGED", detail: "as it was", modelCould: false, suggestions: [] }); },
  async tell() { for (const share of [0.25, 0.5]) parentPort.postMessage({ kind: "progress", share }); return new Uint8Array(1); },
  async opencv() {
    const cv = await require("@techstark/opencv-js");
    const mat = new cv.Mat(3000, 3000, cv.CV_8UC3, [1, 2, 3, 0]);
    Atomics.store(counts, blocked, 1);
    for (;;) cv.bilateralFilter(mat, new cv.Mat(), 25, 80, 80);
  },
  async sharp() {
    const raw = { width: 900, height: 900, channels: 3 };
    const data = Buffer.alloc(900 * 900 * 3, 7);
    const sharp = require("sharp");
    for (;;) {
      const running = [1, 2].map(() => sharp(data, { raw }).blur(4).median(3).png().toBuffer());
      Atomics.store(counts, blocked, 1);
      await Promise.all(running);
    }
  },
  async later({ bytes }) { setTimeout(() => process.exit(4), 30); return bytes; },
};
parentPort.on("message", async (message) => {
  Atomics.add(counts, jobs, 1);
  Atomics.store(counts, most, Math.max(Atomics.load(counts, most), Atomics.add(counts, now, 1) + 1));
  const bytes = await acts[message.operations[0].name](message);
  Atomics.sub(counts, now, 1);
  if (bytes !== undefined) parentPort.postMessage({ kind: "done", bytes }, [bytes.buffer]);
});
`;

/** Enough for OpenCV, and soon full when something grows without end. */
const HEAP_MB = 96;
const counts = new Int32Array(new SharedArrayBuffer(20));
const workers: Worker[] = [];

function pool(options: { most?: number; perClient?: number; idleMs?: number; graceMs?: number } = {}) {
  counts.fill(0);
  return createThreadPool({
    start: () => {
      const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB };
      const worker = new Worker(WORKER, { eval: true, workerData: counts.buffer, resourceLimits });
      workers.push(worker);
      return worker;
    },
    most: 1,
    perClient: options.most ?? 1,
    idleMs: 60_000,
    graceMs: 50,
    ...options,
  });
}

const job = (name: string, more: Partial<Job> = {}): Job => ({
  bytes: new Uint8Array([1, 2, 3]),
  operations: [{ name, params: {}, words: "" }],
  versions: new Map(),
  signal: new AbortController().signal,
  progress: () => {},
  ...more,
});

const failureOf = async (running: Promise<unknown>): Promise<Error> => {
  const failure: unknown = await running.catch((error: unknown) => error);
  if (!(failure instanceof Error)) throw new Error("It did not fail");
  return failure;
};

const started = () => counts[2];
const mostAtOnce = () => counts[1];
const ended = (worker: Worker | undefined) => worker?.threadId === -1;

afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.terminate()));
});

describe("threads", () => {
  it.each([1, 2])("are no more than %i at once, and serve all", async (most) => {
    const { run } = pool({ most });
    // One that is slow to start would leave all to the other.
    await Promise.all(Array.from({ length: most }, () => run(job("echo"))));
    const done = await Promise.all(
      Array.from({ length: 8 }, (_, index) => run(job("slow", { bytes: new Uint8Array([index]) }))),
    );
    expect(done.map(([value]) => value)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(mostAtOnce()).toBe(most);
    expect(started()).toBe(most);
  });

  it("serve in the order in which jobs came", async () => {
    const { run } = pool();
    const order: number[] = [];
    await Promise.all(Array.from({ length: 8 }, (_, index) => run(job("slow")).then(() => order.push(index))));
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it("hand a place that is given up on to the next in the row", async () => {
    const { run } = pool();
    const order: string[] = [];
    const controller = new AbortController();
    const listening = () => getEventListeners(controller.signal, "abort").length;
    const first = run(job("slow")).then(() => order.push("first"));
    const second = failureOf(run(job("slow", { signal: controller.signal })));
    const third = run(job("slow")).then(() => order.push("third"));
    expect(listening()).toBe(1);
    controller.abort(new Error("not wanted any more"));
    expect((await second).message).toBe("not wanted any more");
    expect(order).toEqual([]);
    await Promise.all([first, third]);
    expect(order).toEqual(["first", "third"]);
    expect(listening()).toBe(0);
  });

  it("serve first who has waited longest, wherever that was", async () => {
    const { run } = pool();
    const order: string[] = [];
    const waiting = (name: string, since: number | null) =>
      run(job("slow", { turn: { client: null, since, wait: () => {}, begin: async () => {} } })).then(() =>
        order.push(name),
      );
    await Promise.all([
      run(job("slow")),
      waiting("new", null),
      waiting("second", Date.now() - 60_000),
      waiting("third", Date.now() - 60_000),
      waiting("first", Date.now() - 90_000),
      waiting("newest", null),
    ]);
    expect(order).toEqual(["first", "second", "third", "new", "newest"]);
  });

  it("tell those who wait, and ask once more before they begin", async () => {
    const { run } = pool();
    const said: string[] = [];
    const turnOf = (name: string, begin: () => Promise<void> = async () => {}) => ({
      client: null,
      since: null,
      wait: () => void said.push(`${name} waits`),
      begin: () => {
        said.push(`${name} begins`);
        return begin();
      },
    });
    const first = run(job("slow", { turn: turnOf("first") })).then(() => said.push("first is done"));
    const unwanted = failureOf(
      run(job("slow", { turn: turnOf("second", () => Promise.reject(new Error("canceled"))) })),
    );
    const third = run(job("echo", { turn: turnOf("third") })).then(() => said.push("third is done"));
    expect((await unwanted).message).toBe("canceled");
    await Promise.all([first, third]);
    expect(said).toEqual([
      "second waits",
      "third waits",
      "first is done",
      "second begins",
      "third begins",
      "third is done",
    ]);
    expect(counts[4]).toBe(2);
  });

  it("are shared by clients: one that has many jobs leaves a thread to the next", async () => {
    const { run } = pool({ most: 2, perClient: 1 });
    const controller = new AbortController();
    const of = (client: string, name: string, more: Partial<Job> = {}) =>
      run(job(name, { turn: { client, since: null, wait: () => {}, begin: async () => {} }, ...more }));
    const held = failureOf(of("a", "waits", { signal: controller.signal }));
    await expect.poll(() => counts[0]).toBe(1);
    const waiting = of("a", "echo");
    await of("b", "echo");
    expect(counts[4]).toBe(2);
    controller.abort(new Error("canceled"));
    await Promise.all([held, waiting]);
    expect(counts[4]).toBe(3);
  });

  it("go to the client with the fewest at work, whoever has waited longer", async () => {
    const { run } = pool({ most: 2, perClient: 2 });
    const order: string[] = [];
    const of = (client: string, name: string, since: number) =>
      run(job("slow", { turn: { client, since, wait: () => {}, begin: async () => {} } })).then(() => order.push(name));
    await Promise.all([run(job("echo")), run(job("echo"))]);
    const now = Date.now();
    await Promise.all([...["a1", "a2", "a3", "a4"].map((name) => of("a", name, now - 60_000)), of("b", "b1", now)]);
    expect(order.indexOf("b1")).toBeLessThan(order.indexOf("a4"));
  });

  it("begin nothing that is canceled while it is asked once more", async () => {
    const { run } = pool();
    const controller = new AbortController();
    const first = run(job("slow"));
    const begin = async (): Promise<void> => controller.abort(new Error("canceled"));
    const running = run(
      job("slow", { signal: controller.signal, turn: { client: null, since: null, wait: () => {}, begin } }),
    );
    expect((await failureOf(running)).message).toBe("canceled");
    await first;
    expect(await run(job("echo"))).toEqual(new Uint8Array([1, 2, 3]));
    expect(counts[4]).toBe(2);
  });

  it("do not start for what is canceled already", async () => {
    const { run } = pool();
    expect(await failureOf(run(job("echo", { signal: AbortSignal.abort() })))).toMatchObject({ name: "AbortError" });
    expect(workers).toHaveLength(0);
  });

  it("are kept when they end a canceled job by themselves", async () => {
    const { run } = pool({ graceMs: 60_000 });
    const controller = new AbortController();
    const running = failureOf(run(job("polite", { signal: controller.signal })));
    await expect.poll(() => counts[0]).toBe(1);
    controller.abort(new Error("canceled"));
    expect((await running).message).toBe("canceled");
    expect(await run(job("echo"))).toEqual(new Uint8Array([1, 2, 3]));
    expect(workers).toHaveLength(1);
  });

  it.each(["spin", "waits"])("are stopped when they do not end a canceled job: %s", async (act) => {
    const { run } = pool();
    const controller = new AbortController();
    const running = failureOf(run(job(act, { signal: controller.signal })));
    await expect.poll(() => counts[0]).toBe(1);
    const next = run(job("echo"));
    controller.abort(new Error("canceled"));
    expect((await running).message).toBe("canceled");
    expect(await next).toEqual(new Uint8Array([1, 2, 3]));
    expect(ended(workers[0])).toBe(true);
    expect(workers).toHaveLength(2);
  });

  it.each([
    ["opencv", 1],
    ["sharp", 10],
  ])("are stopped inside a call of %s, %i times, and the process lives", async (act, times) => {
    const { run } = pool({ graceMs: 1 });
    for (let time = 0; time < times; time++) {
      counts.fill(0);
      const controller = new AbortController();
      const running = failureOf(run(job(act, { signal: controller.signal })));
      await expect.poll(() => counts[3], { interval: 5, timeout: 20_000 }).toBe(1);
      controller.abort(new Error("canceled"));
      expect((await running).message).toBe("canceled");
    }
    expect(await run(job("echo"))).toEqual(new Uint8Array([1, 2, 3]));
    expect(workers).toHaveLength(times + 1);
    expect(workers.slice(0, -1).every(ended)).toBe(true);
  });

  it.each([
    ["exit", "The engine's thread ended (3)"],
    ["crash", "crashed"],
    ["reject", "rejected"],
    ["hungry", "memory"],
  ])("that die (%s) fail their own job alone, as something to be tried again", async (act, why) => {
    const { run } = pool();
    const dying = failureOf(run(job(act)));
    const next = run(job("echo"));
    const failure = await dying;
    expect(failure).toMatchObject({ code: "BROKEN" });
    expect((failure.cause as Error).message).toContain(why);
    expect(await next).toEqual(new Uint8Array([1, 2, 3]));
    expect(workers).toHaveLength(2);
  });

  it.each(["trap", "broken"])("that failed in a way that nobody foresaw (%s) are not asked again", async (act) => {
    const { run } = pool();
    await failureOf(run(job(act)));
    expect(await run(job("echo"))).toEqual(new Uint8Array([1, 2, 3]));
    expect(workers).toHaveLength(2);
    expect(ended(workers[0])).toBe(true);
  });

  it("that die while they wait are not asked again", async () => {
    const { run } = pool();
    await run(job("later"));
    await expect.poll(() => ended(workers[0])).toBe(true);
    expect(await run(job("echo"))).toEqual(new Uint8Array([1, 2, 3]));
    expect(workers).toHaveLength(2);
  });

  it("end when they have nothing to do", async () => {
    const { run } = pool({ idleMs: 5 });
    await run(job("echo"));
    await expect.poll(() => ended(workers[0])).toBe(true);
    expect(await run(job("echo"))).toEqual(new Uint8Array([1, 2, 3]));
  });
});

describe("a job", () => {
  it("leaves its picture to whoever asked, for another try", async () => {
    const { run } = pool();
    const bytes = Buffer.from("a picture in Node's pool of buffers");
    expect(Buffer.from(await run(job("echo", { bytes }))).equals(bytes)).toBe(true);
    expect(Buffer.from(await run(job("echo", { bytes }))).equals(bytes)).toBe(true);
    expect(bytes.buffer.byteLength).toBeGreaterThan(0);
  });

  it("leaves the event loop to others while a large picture is handed over", async () => {
    const { run } = pool();
    await run(job("echo"));
    const [worker] = workers;
    if (worker === undefined) throw new Error("There is no thread");
    const post = worker.postMessage.bind(worker);
    let isSent = false;
    worker.postMessage = (...message: Parameters<typeof post>) => {
      isSent = true;
      post(...message);
    };
    const running = run(job("echo", { bytes: new Uint8Array(200_000_000) }));
    let turns = 0;
    for (; !isSent; turns += 1) await nextTurn();
    expect(turns).toBeGreaterThan(2);
    expect(await running).toHaveLength(200_000_000);
  });

  it("whose picture is gone fails alone", async () => {
    const { run } = pool();
    const bytes = new Uint8Array(3);
    structuredClone(bytes, { transfer: [bytes.buffer] });
    await failureOf(run(job("echo", { bytes })));
    expect(await run(job("echo"))).toEqual(new Uint8Array([1, 2, 3]));
  });

  it("hears how far it is, and listens to nothing once it is over", async () => {
    const { run } = pool();
    const { signal } = new AbortController();
    const heard: number[] = [];
    for (let round = 0; round < 20; round++) {
      await run(job("tell", { signal, progress: (share) => heard.push(share) }));
    }
    expect(heard.slice(0, 2)).toEqual([0.25, 0.5]);
    expect(heard).toHaveLength(40);
    expect(getEventListeners(signal, "abort")).toHaveLength(0);
    for (const event of ["message", "error", "exit"]) expect(workers[0]?.listenerCount(event)).toBe(1);
  });

  it("fails as its operations do, with the stack of the thread", async () => {
    const { run } = pool();
    const failure = await failureOf(run(job("refuse")));
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ code: "NOTHING_CHANGED", detail: "as it was" });
    expect(failure.stack).toBe("stack of the thread");
    expect(workers).toHaveLength(1);
  });
});

it("describes what is thrown, whatever it is", () => {
  const cause = new TypeError("deep");
  const error = new EngineError("NOT_UNDERSTOOD", { detail: "So it is.", cause });
  expect(describeError(error)).toMatchObject({
    engine: { code: "NOT_UNDERSTOOD", detail: "So it is.", modelCould: false, suggestions: [] },
    cause: { name: "TypeError", message: "deep", stack: cause.stack, engine: null },
  });
  expect(describeError(5_271_096).message).toContain("5271096");
  const round = new Error("round");
  round.cause = round;
  expect(JSON.stringify(describeError(round)).length).toBeLessThan(100_000);
});
