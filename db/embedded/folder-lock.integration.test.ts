import { mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type Child, runChild } from "@/tests/run-child";
import { DatabaseInUseError, lockFolder } from "./folder-lock";
import { ownLock, processStart } from "./lock-file";

let folder: string;
let children: Child[] = [];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "mizual-lock-"));
});
afterEach(async () => {
  await Promise.all(children.map((child) => child.kill()));
  children = [];
  rmSync(folder, { recursive: true });
});

function startHolder(): Child {
  const child = runChild("tests/database-process.ts", ["lock", folder]);
  children.push(child);
  return child;
}

it("refuses a second holder, naming the first, and takes over when that was killed", async () => {
  const child = startHolder();
  await child.says("held");
  const refusal = await lockFolder(folder).catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(DatabaseInUseError);
  expect(String(refusal)).toContain(`Another Mizual (process ${child.pid}) is already using the data folder ${folder}`);

  await child.kill();
  expect(readdirSync(folder)[0]).toMatch(`db.${child.pid}.`);
  const release = await lockFolder(folder);
  expect(readdirSync(folder)).toEqual([ownLock().name]);
  release();
  expect(readdirSync(folder)).toEqual([]);
});

it("refuses a second opening in the same process", async () => {
  const release = await lockFolder(folder);
  await expect(lockFolder(folder)).rejects.toThrow("This Mizual process is already using the data folder");
  release();
  (await lockFolder(folder))();
});

/** A lock that another process has left, or holds. */
function writeOtherLock(change: Record<string, string | number>): string {
  const file = path.join(folder, "db.1.00000000.lock");
  writeFileSync(file, JSON.stringify({ ...ownLock().lock, pid: 1, start: processStart(1) ?? "", ...change }));
  return file;
}

it("believes the lock of a living process", async () => {
  writeOtherLock({});
  await expect(lockFolder(folder)).rejects.toThrow("Another Mizual (process 1) is already using");
});

it.each([
  ["whose number another one has got", { start: "another" }],
  ["that has ended", { pid: 2 ** 22 + 1 }],
  ["from before this machine was restarted", { boot: "another" }],
  ["of another container that shows no life", { namespace: "pid:[1]" }],
  ["of another machine that shows no life", { host: "elsewhere", boot: "another" }],
])("takes over from a process %s", async (_what, change) => {
  writeOtherLock(change);
  const release = await lockFolder(folder, 1000);
  expect(readdirSync(folder)).toEqual([ownLock().name]);
  release();
});

it("believes the lock of another container while it is touched", async () => {
  const file = writeOtherLock({ host: "elsewhere", namespace: "pid:[1]" });
  let moment = 0;
  const touch = setInterval(() => utimesSync(file, ++moment, moment), 100);
  await expect(lockFolder(folder)).rejects.toThrow("Another Mizual (process 1 on elsewhere) is already using");
  clearInterval(touch);
});

it("shows life while it holds", async () => {
  const release = await lockFolder(folder);
  const file = path.join(folder, ownLock().name);
  utimesSync(file, 1, 1);
  await expect.poll(() => statSync(file).mtimeMs, { timeout: 5000 }).toBeGreaterThan(1000);
  release();
});

it("takes no damaged file for a lock", async () => {
  writeFileSync(path.join(folder, "db.1.00000000.lock"), "{");
  (await lockFolder(folder))();
  expect(readdirSync(folder)).toEqual([]);
});

it("gives the folder to exactly one of many that start at once", async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => startHolder()).map(async (child) => {
      const refused = child.ended.then(({ errors }) => errors);
      return Promise.race([
        child.says("held").then(
          () => "held",
          () => refused,
        ),
        refused,
      ]);
    }),
  );
  expect(outcomes.filter((outcome) => outcome === "held")).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome.includes("is already using the data folder"))).toHaveLength(4);
});

it("tells processes apart by their start", () => {
  expect(processStart(process.pid)).toBe(processStart(process.pid));
  expect(processStart(process.pid)).not.toBe(processStart(1));
  expect(processStart(2 ** 22 + 1)).toBeNull();
});
