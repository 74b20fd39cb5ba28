import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTestServerDatabase, testServerUrl } from "@/tests/database-server";
import { bundleChild } from "@/tests/run-child";

type Event = { id: string; name: string; data: { n: number } };

/** Bundled once: the tests start it two dozen times. */
const SCRIPT = bundleChild("inngest/embedded/crash-process.ts");

let folder: string;
let children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "mizual-crash-"));
});

afterEach(async () => {
  await Promise.all(children.map((child) => kill(child, "SIGKILL")));
  children = [];
  rmSync(folder, { recursive: true, force: true });
});

function startProcess(name: string, url: string, events: Event[] = []): ChildProcess {
  const child = spawn(process.execPath, [SCRIPT, name, folder, url, JSON.stringify(events)], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  children.push(child);
  return child;
}

async function kill(child: ChildProcess, signal: "SIGKILL" | "SIGTERM"): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  child.kill(signal);
  await gone;
}

function lines(pattern: RegExp): string[] {
  const file = path.join(folder, "log");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  return text.split("\n").filter((line) => pattern.test(line));
}

async function untilLines(pattern: RegExp, count: number): Promise<void> {
  await vi.waitFor(() => expect(lines(pattern).length).toBeGreaterThanOrEqual(count), {
    timeout: 90_000,
    interval: 50,
  });
}

const workEvents = (count: number): Event[] =>
  Array.from({ length: count }, (_, n) => ({ id: `work-${n}`, name: "work", data: { n } }));

/** Runs on a server leave the embedded database to those without. */
const onServer = testServerUrl() !== null;

test.skipIf(onServer)(
  "after a SIGKILL inside steps finished steps stay finished, and those that were cut run again",
  async () => {
    const first = startProcess("one", "", workEvents(4));
    await untilLines(/second begins/, 2);
    await kill(first, "SIGKILL");
    // Two by the limit, and all first steps before them.
    expect(lines(/second begins/)).toHaveLength(2);
    writeFileSync(path.join(folder, "release"), "");
    const second = startProcess("two", "");
    await untilLines(/third by/, 4);
    await kill(second, "SIGTERM");

    expect(lines(/first by/).toSorted()).toEqual([0, 1, 2, 3].map((n) => `${n} first by one`));
    expect(lines(/second begins 0/)).toHaveLength(4);
    expect(lines(/second begins 1/)).toHaveLength(2);
    expect(lines(/second ends/)).toHaveLength(4);
    expect(lines(/third by/).toSorted()).toEqual([0, 1, 2, 3].map((n) => `${n} third by two`));
  },
  180_000,
);

test.skipIf(onServer)(
  "a step that kills its process each time ends as failed, and its neighbour completes",
  async () => {
    let process = startProcess("1", "", [
      { id: "d", name: "deadly", data: { n: 0 } },
      { id: "n", name: "neighbour", data: { n: 0 } },
    ]);
    for (let deaths = 1; deaths <= 5; deaths++) {
      await once(process, "exit");
      expect(process.signalCode).toBe("SIGKILL");
      process = startProcess(`${deaths + 1}`, "");
    }
    await untilLines(/deadly failed: process died during the last attempt/, 1);
    await untilLines(/neighbour ends/, 1);
    await kill(process, "SIGTERM");
    expect(lines(/deadly begins/)).toHaveLength(5);
    expect(lines(/deadly failed/)).toHaveLength(1);
    expect(lines(/neighbour ends/)).toHaveLength(1);
  },
  300_000,
);

test.skipIf(testServerUrl() === null)(
  "of two processes on one server (TEST_DATABASE_URL) one is killed, and the other finishes all",
  async () => {
    const database = await createTestServerDatabase();
    if (database === null) throw new Error("no server");
    try {
      const count = 12;
      const one = startProcess("one", database.url, workEvents(count));
      // The first one has both places of the limit in hand when the second one comes.
      await untilLines(/second begins/, 2);
      const two = startProcess("two", database.url);
      await untilLines(/two is up/, 1);
      await kill(one, "SIGKILL");
      writeFileSync(path.join(folder, "release"), "");
      await untilLines(/third by/, count);
      await kill(two, "SIGTERM");

      const numbers = Array.from({ length: count }, (_, n) => n);
      const doneBy = (step: string): number[] =>
        lines(new RegExp(step))
          .map((line) => Number.parseInt(line, 10))
          .toSorted((a, b) => a - b);
      expect(doneBy("third by")).toEqual(numbers);
      expect(doneBy("first by")).toEqual(numbers);
      expect(lines(/second begins 0/)).toHaveLength(count);
      expect(lines(/second begins 1/)).toHaveLength(2);
      expect(doneBy("second ends")).toEqual(numbers);
    } finally {
      await Promise.all(children.map((child) => kill(child, "SIGKILL")));
      await database.drop();
    }
  },
  300_000,
);
