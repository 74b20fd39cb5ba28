import { expect, test } from "vitest";
import { createClientTurns } from "./client-turns";

const later = () => new Promise((resolve) => setTimeout(resolve, 5));

test("one work of an address runs at a time, and another address waits for none of them", async () => {
  const turns = createClientTurns();
  let running = 0;
  let most = 0;
  const work = async () => {
    running += 1;
    most = Math.max(most, running);
    await later();
    running -= 1;
  };
  const a = (browser: string | null) => ({ address: "a", browser });
  const first = turns.run(a("one"), () => work().then(() => Promise.reject(new Error("broken"))));
  const second = turns.run(a("two"), work);
  await turns.run({ address: "b", browser: null }, async () => expect(running).toBe(1));
  await expect(first).rejects.toThrow("broken");
  await second;
  expect(most).toBe(1);
  await turns.run(a("one"), work);
});

test("a browser with a long line is refused, and others behind its address are not, up to a limit for all", async () => {
  const turns = createClientTurns({ browser: 2, address: 3 });
  const run = (browser: string | null) => turns.run({ address: "a", browser }, later);
  const waiting = [run("one"), run("one")];
  await expect(run("one")).rejects.toMatchObject({ code: "UNAVAILABLE" });
  waiting.push(run("two"));
  await expect(run("three")).rejects.toMatchObject({ code: "UNAVAILABLE" });
  await Promise.all(waiting);
  await run("one");
});

test("browsers behind one address wait each for itself alone where they are apart", async () => {
  const turns = createClientTurns({ browser: 2, address: 8 }, { apart: true });
  const running = new Map<string, number>();
  let most = 0;
  const run = (browser: string) =>
    turns.run({ address: "a", browser }, async () => {
      running.set(browser, (running.get(browser) ?? 0) + 1);
      expect(running.get(browser)).toBe(1);
      most = Math.max(most, running.size);
      await later();
      running.delete(browser);
    });
  await Promise.all(["one", "two", "three", "one"].map(run));
  expect(most).toBe(3);
});
