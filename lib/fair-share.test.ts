import { describe, expect, it } from "vitest";
import { createFairPlaces, currentAccount, type Account, withAccount } from "./fair-share";

const settled = () => new Promise((resolve) => setImmediate(resolve));

/** Works that say when they begin, and end when they are told to. */
function works(places: ReturnType<typeof createFairPlaces>) {
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
    const { begun, start, end } = works(createFairPlaces({ places: 3, perClient: 2 }));
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
    const { begun, start, end } = works(createFairPlaces({ places: 2, perClient: 2 }));
    for (const name of ["a1", "a2", "a3", "a4"]) void start(name, a);
    for (const name of ["b1", "b2"]) void start(name, b);
    void start("c1", { client: "c", browser: null });
    await settled();
    for (const name of ["a1", "b1", "b2", "c1", "a2"]) await end(name);
    expect(begun).toEqual(["a1", "a2", "b1", "b2", "c1", "a3", "a4"]);
  });

  it("tell browsers behind one address apart", async () => {
    const { begun, start, end } = works(createFairPlaces({ places: 2, perClient: 2 }));
    const of = (browser: string): Account => ({ client: "office", browser });
    for (const name of ["x1", "x2", "x3"]) void start(name, of("x"));
    void start("y1", of("y"));
    await settled();
    await end("x1");
    expect(begun).toEqual(["x1", "x2", "y1"]);
  });

  it("are given on after a failure, and are nobody's in the end", async () => {
    const places = createFairPlaces({ places: 1, perClient: 1 });
    const failing = withAccount(a, () => places.run(() => Promise.reject(new Error("broken"))));
    const waiting = withAccount(b, () => places.run(async () => "fine"));
    await expect(failing).rejects.toThrow("broken");
    await expect(waiting).resolves.toBe("fine");
    expect(places.isFree()).toBe(true);
  });

  it("hold back no work that is done for nobody in particular", async () => {
    const { begun, start } = works(createFairPlaces({ places: 3, perClient: 1 }));
    for (const name of ["1", "2", "3"]) void start(name, null);
    await settled();
    expect(begun).toEqual(["1", "2", "3"]);
  });
});
