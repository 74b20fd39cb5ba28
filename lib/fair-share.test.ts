import { describe, expect, it, test } from "vitest";
import { type Account, createFairShare, currentAccount, memoryForPictures, withAccount } from "./fair-share";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Works that say when they begin, and end when they are told to. */
function works(places: ReturnType<typeof createFairShare>) {
  const begun: string[] = [];
  const ends = new Map<string, () => void>();
  const start = (name: string, account: Account | null): Promise<void> => {
    const work = () =>
      places.run(() => {
        begun.push(name);
        return new Promise<void>((resolve) => ends.set(name, resolve));
      });
    return account === null ? work() : withAccount(account, work);
  };
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.();
    await settled();
  };
  return { begun, start, end };
}

const a: Account = { client: "a", browser: null };
const b: Account = { client: "b", browser: null };

describe("withAccount", () => {
  it("tells all that is done within for whom it is done, and nothing beside it", async () => {
    const seen = await withAccount(a, async () => {
      await settled();
      return [currentAccount(), await withAccount(b, async () => currentAccount())];
    });
    expect(seen).toEqual([a, b]);
    expect(currentAccount()).toBeNull();
  });
});

describe("fair places", () => {
  it("keep one for the next client, however many the first asks for", async () => {
    const { begun, start, end } = works(createFairShare({ most: 3, perClient: 2 }));
    for (const name of ["a1", "a2", "a3", "a4"]) void start(name, a);
    void start("b1", b);
    await settled();
    expect(begun).toEqual(["a1", "a2", "b1"]);
    await end("b1");
    expect(begun).toEqual(["a1", "a2", "b1"]);
    await end("a1");
    expect(begun).toEqual(["a1", "a2", "b1", "a3"]);
  });

  it("go to the client with the fewest at work, then to who waited longest", async () => {
    const { begun, start, end } = works(createFairShare({ most: 2, perClient: 2 }));
    for (const name of ["a1", "a2", "a3", "a4"]) void start(name, a);
    for (const name of ["b1", "b2"]) void start(name, b);
    void start("c1", { client: "c", browser: null });
    await settled();
    for (const name of ["a1", "b1", "b2", "c1", "a2"]) await end(name);
    expect(begun).toEqual(["a1", "a2", "b1", "b2", "c1", "a3", "a4"]);
  });

  it("tell browsers behind one address apart", async () => {
    const { begun, start, end } = works(createFairShare({ most: 2, perClient: 2 }));
    const of = (browser: string): Account => ({ client: "office", browser });
    for (const name of ["x1", "x2", "x3"]) void start(name, of("x"));
    void start("y1", of("y"));
    await settled();
    await end("x1");
    expect(begun).toEqual(["x1", "x2", "y1"]);
  });

  it("are given on after a failure, and are nobody's in the end", async () => {
    const places = createFairShare({ most: 1, perClient: 1 });
    const failing = withAccount(a, () => places.run(() => Promise.reject(new Error("broken"))));
    const waiting = withAccount(b, () => places.run(async () => "fine"));
    await expect(failing).rejects.toThrow("broken");
    await expect(waiting).resolves.toBe("fine");
    expect(places.isFree()).toBe(true);
  });

  it("hold back no work that is done for nobody in particular", async () => {
    const { begun, start } = works(createFairShare({ most: 3, perClient: 1 }));
    for (const name of ["1", "2", "3"]) void start(name, null);
    await settled();
    expect(begun).toEqual(["1", "2", "3"]);
  });
});

const MIB = 1024 * 1024;

const take = (
  memory: ReturnType<typeof createFairShare>,
  amount: number,
  work: () => Promise<void>,
  patience?: Parameters<typeof memory.run>[2],
): Promise<void> => memory.run(work, amount, patience);

/** A work that runs until it is told to end. */
function work() {
  let end = (): void => {};
  const promise = new Promise<void>((resolve) => (end = resolve));
  return { end, run: () => promise };
}

describe("memoryForPictures", () => {
  test("is what a container has beside the process itself, and enough for a phone's photo in any case", () => {
    expect(memoryForPictures(1024 * MIB)).toBe(320 * MIB);
    expect(memoryForPictures(512 * MIB)).toBe(288 * MIB);
  });
});

describe("a fair share of memory", () => {
  test("lets run at once what it has room for, and the next when that is free", async () => {
    const memory = createFairShare({ most: 100 });
    const [first, second] = [work(), work()];
    const started: string[] = [];
    const all = [
      take(memory, 60, () => (started.push("first"), first.run())),
      take(memory, 60, () => (started.push("second"), second.run())),
    ];
    await settled();
    expect(started).toEqual(["first"]);
    expect(memory.now()).toEqual({ busy: 60, waiting: 1 });
    first.end();
    await settled();
    expect(started).toEqual(["first", "second"]);
    second.end();
    await Promise.all(all);
    expect(memory.now()).toEqual({ busy: 0, waiting: 0 });
  });

  test("nothing small passes what is next, so that large work begins; more than there is runs alone", async () => {
    const memory = createFairShare({ most: 100 });
    const busy = work();
    const order: string[] = [];
    const all = [
      take(memory, 50, busy.run),
      take(memory, 1000, async () => void order.push("large")),
      take(memory, 1, async () => void order.push("small")),
    ];
    await settled();
    expect(order).toEqual([]);
    busy.end();
    await Promise.all(all);
    expect(order).toEqual(["large", "small"]);
  });

  test("one client that waits with much leaves the next turn to another", async () => {
    const memory = createFairShare({ most: 100 });
    const busy = work();
    const order: string[] = [];
    const as = (client: string, name: string, run: () => Promise<unknown>) =>
      withAccount({ client, browser: null }, () =>
        take(memory, 50, async () => {
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
    const memory = createFairShare({ most: 100 });
    await expect(take(memory, 100, () => Promise.reject(new Error("damaged")))).rejects.toThrow("damaged");
    const busy = work();
    const running = take(memory, 100, busy.run);
    const gone = new AbortController();
    const told: string[] = [];
    const waiting = take(memory, 100, async () => {}, {
      signal: gone.signal,
      wait: () => void told.push("wait"),
      begin: async () => void told.push("begin"),
    });
    gone.abort(new Error("canceled"));
    await expect(waiting).rejects.toThrow("canceled");
    expect(told).toEqual(["wait"]);
    busy.end();
    await running;
    expect(memory.now()).toEqual({ busy: 0, waiting: 0 });
  });

  test("what is not wanted any more when its turn comes takes nothing", async () => {
    const memory = createFairShare({ most: 100 });
    const busy = work();
    const running = take(memory, 100, busy.run);
    const late = take(memory, 100, async () => {}, { begin: () => Promise.reject(new Error("over")) });
    busy.end();
    await running;
    await expect(late).rejects.toThrow("over");
    expect(memory.now()).toEqual({ busy: 0, waiting: 0 });
  });
});
