import { createRequire } from "node:module";
import path from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { EngineError } from "../errors";
import { loadOpenCv } from "../pixels/opencv";
import { decode, encode, render } from "../render";
import { colourful } from "../tests/rasters";
import { quietWork } from "../work";
import { runOnWorker, startWorker } from "./run-on-worker";
import { createThread } from "./thread";

const operation = (name: string, params: Record<string, number | string | boolean>) => ({ name, params, words: "" });
const brighter = operation("brightness", { stops: 0.5 });

const run = async (operations: (typeof brighter)[], progress: (share: number) => void = () => {}) =>
  runOnWorker({
    bytes: await encode(colourful()),
    operations,
    versions: new Map(),
    signal: AbortSignal.timeout(30_000),
    progress,
  });

const failureOf = async (running: Promise<unknown>): Promise<unknown> => running.catch((error: unknown) => error);

describe("the engine's thread", () => {
  it("makes the same bytes as this thread", async () => {
    const here = await encode(await render(await decode(await encode(colourful())), [brighter], quietWork()));
    expect(Buffer.compare(await run([brighter]), here)).toBe(0);
  });

  it("tells how far it is, never going back", async () => {
    const shares: number[] = [];
    await run([brighter, brighter, brighter], (share) => shares.push(share));
    expect(shares.length).toBeGreaterThan(0);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.every((share) => share > 0 && share < 1)).toBe(true);
  });

  it("hands errors over whole: those for people, and those for the log with their stack", async () => {
    const unchanged = await failureOf(
      run([operation("flip", { axis: "horizontal" }), operation("flip", { axis: "horizontal" })]),
    );
    expect(unchanged).toBeInstanceOf(EngineError);
    expect(unchanged).toMatchObject({ code: "NOTHING_CHANGED", modelCould: false });
    const told = await failureOf(run([operation("file-size", { kilobytes: 5000 })]));
    expect(told).toMatchObject({ code: "NOTHING_CHANGED", detail: expect.stringContaining("kB as it is") as unknown });
    const broken = await failureOf(run([operation("flip", { axis: "diagonal" })]));
    expect(broken).toMatchObject({ name: "ZodError" });
    expect((broken as Error).stack).toContain("render.ts");
    expect(await failureOf(run([operation("levitate", {})]))).toMatchObject({
      code: "BROKEN",
      cause: { message: "No operation is named levitate" },
    });
  });

  it("fails what is no picture, and works on", async () => {
    const job = {
      operations: [brighter],
      versions: new Map(),
      signal: AbortSignal.timeout(30_000),
      progress: () => {},
    };
    expect(await failureOf(runOnWorker({ ...job, bytes: new Uint8Array(100) }))).toBeInstanceOf(Error);
    expect(await sharp(await run([brighter])).metadata()).toMatchObject({ format: "png", width: 120 });
  });

  it("keeps no process from ending", async () => {
    const child = path.join(import.meta.dirname, "../tests/edit-once.child.ts");
    const { stdout, stderr } = await promisify(execFile)(process.execPath, ["--import", "tsx", child]);
    expect({ stdout, stderr }).toEqual({ stdout: "image/png\n", stderr: "" });
  });
});

it("loads OpenCV for what needs it, and for nothing else", async () => {
  const { cache } = createRequire(import.meta.url);
  const isLoaded = () => Object.keys(cache).some((file) => file.includes("opencv"));
  await render(colourful(), [brighter, operation("flip", { axis: "horizontal" })], quietWork());
  expect(isLoaded()).toBe(false);
  await loadOpenCv();
  expect(isLoaded()).toBe(true);
});

describe("a job that nobody waits for any more", () => {
  it("ends by itself, in the middle of its pixels, and leaves its thread free", async () => {
    const thread = createThread(startWorker(), 20_000, () => {});
    const job = {
      bytes: await encode(colourful(1600, 1200)),
      operations: Array.from({ length: 200 }, () => brighter),
      versions: new Map(),
    };
    const controller = new AbortController();
    // It is at work when it first tells how far it is.
    const asked = thread.ask({ ...job, signal: controller.signal, progress: () => controller.abort() });
    expect(await failureOf(asked)).toMatchObject({ name: "AbortError" });
    expect(thread.isFree()).toBe(true);
    await thread.end();
  });
});
