import { describe, expect, it } from "vitest";
import { withAccount } from "@/lib/fair-share";
import { createDecodeQueue } from "./decoder";

/** A work that ends when it is told to. */
function work() {
  let end: () => void = () => undefined;
  let fail: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { promise, end: () => end(), fail: (error: Error) => fail(error) };
}

const queueOf = (places: number, waitingBytes: number) =>
  createDecodeQueue({ places, perClient: places, waitingBytes, waitingBytesPerClient: waitingBytes });

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("createDecodeQueue", () => {
  it("runs as many at once as it may, and the others in their order", async () => {
    const queue = queueOf(2, 1000);
    const works = [work(), work(), work(), work()];
    const started: number[] = [];
    const all = works.map(({ promise }, index) =>
      queue.run(1, 0, () => {
        started.push(index);
        return promise;
      }),
    );
    await settled();
    expect(started).toEqual([0, 1]);
    works[1]?.end();
    await settled();
    expect(started).toEqual([0, 1, 2]);
    works[0]?.end();
    works[2]?.end();
    works[3]?.end();
    await Promise.all(all);
    expect(started).toEqual([0, 1, 2, 3]);
  });

  it("goes on after a failure and passes it on", async () => {
    const queue = queueOf(1, 1000);
    const first = queue.run(1, 0, () => Promise.reject(new Error("damaged")));
    const second = queue.run(1, 0, () => Promise.resolve("fine"));
    await expect(first).rejects.toThrow("damaged");
    await expect(second).resolves.toBe("fine");
    await expect(queue.run(1, 0, () => Promise.resolve("still fine"))).resolves.toBe("still fine");
  });

  it("turns away what would make too many bytes wait, and takes more once they are gone", async () => {
    const queue = queueOf(1, 100);
    const busy = work();
    const running = queue.run(500, 0, () => busy.promise);
    const waiting = [queue.run(60, 0, () => Promise.resolve(1)), queue.run(40, 0, () => Promise.resolve(2))];
    await expect(queue.run(1, 0, () => Promise.resolve(3))).rejects.toMatchObject({
      code: "UNAVAILABLE",
      retryAfterSeconds: 5,
    });
    busy.end();
    await running;
    expect(await Promise.all(waiting)).toEqual([1, 2]);
    expect(await queue.run(100, 0, () => Promise.resolve(4))).toBe(4);
  });

  it("never turns away what has no bytes to wait", async () => {
    const queue = queueOf(1, 100);
    const busy = work();
    const running = queue.run(1, 0, () => busy.promise);
    const waiting = [queue.run(100, 0, () => Promise.resolve(1)), queue.run(0, 0, () => Promise.resolve(2))];
    busy.end();
    await running;
    expect(await Promise.all(waiting)).toEqual([1, 2]);
  });

  it("lets one wait however large it is", async () => {
    const queue = queueOf(1, 100);
    const busy = work();
    const running = queue.run(1, 0, () => busy.promise);
    const large = queue.run(5000, 0, () => Promise.resolve("large"));
    busy.end();
    await running;
    await expect(large).resolves.toBe("large");
  });

  it("turns away the client whose pictures wait, and no other", async () => {
    const queue = createDecodeQueue({ places: 1, perClient: 1, waitingBytes: 100, waitingBytesPerClient: 50 });
    const by = (client: string, bytes: number) =>
      withAccount({ client, browser: null }, () => queue.run(bytes, 0, () => Promise.resolve(client)));
    const busy = work();
    const running = queue.run(1, 0, () => busy.promise);
    const waiting = [by("a", 40)];
    await expect(by("a", 20)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    waiting.push(by("b", 20));
    busy.end();
    await running;
    expect(await Promise.all(waiting)).toEqual(["a", "b"]);
    expect(await by("a", 60)).toBe("a");
  });

  it("never runs more than it may, whatever ends and begins meanwhile", async () => {
    const queue = queueOf(3, 10_000);
    let running = 0;
    let most = 0;
    const one = async (index: number): Promise<void> => {
      running += 1;
      most = Math.max(most, running);
      for (let turn = 0; turn < index % 4; turn += 1) await settled();
      running -= 1;
      if (index % 5 === 0) throw new Error("damaged");
    };
    await Promise.allSettled(Array.from({ length: 200 }, (_, index) => queue.run(1, 0, () => one(index))));
    expect(most).toBe(3);
    expect(running).toBe(0);
  });
});
