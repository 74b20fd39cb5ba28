import { describe, expect, test } from "vitest";
import { withAccount } from "./fair-share";
import { createMemory, memoryForPictures } from "./memory";

const MIB = 1024 * 1024;

/** A work that runs until it is told to end. */
function work() {
  let end = (): void => {};
  const promise = new Promise<void>((resolve) => (end = resolve));
  return { end, run: () => promise };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe("memoryForPictures", () => {
  test("is what a container has beside the process itself, and enough for a phone's photo in any case", () => {
    expect(memoryForPictures(1024 * MIB)).toBe(512 * MIB);
    expect(memoryForPictures(512 * MIB)).toBe(192 * MIB);
  });
});

describe("createMemory", () => {
  test("lets run at once what it has room for, and the next when that is free", async () => {
    const memory = createMemory(100);
    const [first, second] = [work(), work()];
    const started: string[] = [];
    const all = [
      memory.run(60, () => (started.push("first"), first.run())),
      memory.run(60, () => (started.push("second"), second.run())),
    ];
    await settled();
    expect(started).toEqual(["first"]);
    expect(memory.now()).toEqual({ taken: 60, waiting: 1 });
    first.end();
    await settled();
    expect(started).toEqual(["first", "second"]);
    second.end();
    await Promise.all(all);
    expect(memory.now()).toEqual({ taken: 0, waiting: 0 });
  });

  test("nothing small passes what is next, so that large work begins; more than there is runs alone", async () => {
    const memory = createMemory(100);
    const busy = work();
    const order: string[] = [];
    const all = [
      memory.run(50, busy.run),
      memory.run(1000, async () => void order.push("large")),
      memory.run(1, async () => void order.push("small")),
    ];
    await settled();
    expect(order).toEqual([]);
    busy.end();
    await Promise.all(all);
    expect(order).toEqual(["large", "small"]);
  });

  test("one client that waits with much leaves the next turn to another", async () => {
    const memory = createMemory(100);
    const busy = work();
    const order: string[] = [];
    const as = (client: string, name: string, run: () => Promise<unknown>) =>
      withAccount({ client, browser: null }, () =>
        memory.run(50, async () => {
          order.push(name);
          await run();
        }),
      );
    const long = work();
    const all = [
      as("a", "a1", long.run),
      as("a", "a2", busy.run),
      as("a", "a3", async () => {}),
      as("b", "b1", async () => {}),
    ];
    await settled();
    busy.end();
    await settled();
    expect(order).toEqual(["a1", "a2", "b1", "a3"]);
    long.end();
    await Promise.all(all);
  });

  test("gives back what failed, and forgets who stops waiting", async () => {
    const memory = createMemory(100);
    await expect(memory.run(100, () => Promise.reject(new Error("damaged")))).rejects.toThrow("damaged");
    const busy = work();
    const running = memory.run(100, busy.run);
    const gone = new AbortController();
    const told: string[] = [];
    const waiting = memory.run(100, async () => {}, {
      signal: gone.signal,
      wait: () => void told.push("wait"),
      begin: async () => void told.push("begin"),
    });
    gone.abort(new Error("canceled"));
    await expect(waiting).rejects.toThrow("canceled");
    expect(told).toEqual(["wait"]);
    busy.end();
    await running;
    expect(memory.now()).toEqual({ taken: 0, waiting: 0 });
  });

  test("what is not wanted any more when its turn comes takes nothing", async () => {
    const memory = createMemory(100);
    const busy = work();
    const running = memory.run(100, busy.run);
    const late = memory.run(100, async () => {}, { begin: () => Promise.reject(new Error("over")) });
    busy.end();
    await running;
    await expect(late).rejects.toThrow("over");
    expect(memory.now()).toEqual({ taken: 0, waiting: 0 });
  });
});
