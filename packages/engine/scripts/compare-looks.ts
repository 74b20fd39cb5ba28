import { existsSync } from "node:fs";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { exampleOf } from "../bench/example-of";
import { type SceneKind, makeScene } from "../bench/scene";
import { sceneFor } from "../bench/scene-for";
import { EngineError } from "../errors";
import type { Operation } from "../operation";
import { OPERATIONS } from "../operations";
import { measureBytes } from "../pixels/measure";
import { type Triple, toOklab } from "../pixels/oklab";
import { decode, encode, render } from "../render";
import { quietWork } from "../work";

// Whether a change of the code shows in pictures: renders every operation's first example before and after it,
// and tells how far the two are apart.
const USAGE = `Usage: tsx scripts/compare-looks.ts render <folder> [scenes] [operation or family …]
       tsx scripts/compare-looks.ts compare <before> <after> [side-by-side folder]
"render" writes <operation>.png and times.json; scenes hold noise, so a later folder takes those of an earlier one.
"compare" prints mean and 99th percentile of the distance in Oklab × 100 (1 is about what a person just sees), the
worst first, and the milliseconds of a processor that each took.
`;

const SIZE = { width: 1200, height: 900 };

/** From this mean distance on, both pictures are laid beside each other to be looked at. */
const LOOKED_AT = 0.3;

type Times = Record<string, number>;

async function renderAll(folder: string, scenes: string, only: readonly string[]): Promise<void> {
  await mkdir(path.join(folder, "scenes"), { recursive: true });
  const times: Times = {};
  for (const operation of OPERATIONS) {
    if (only.length > 0 && !only.includes(operation.name) && !only.includes(operation.family)) continue;
    const source = await readFile(await sceneFile(folder, scenes, sceneFor(operation)));
    const started = process.cpuUsage();
    const result = await resultOf(operation, source);
    const { user, system } = process.cpuUsage(started);
    times[operation.name] = Math.round((user + system) / 1000);
    process.stdout.write(
      `${operation.name} ${times[operation.name]} ms${result === null ? ", found nothing to do" : ""}\n`,
    );
    if (result !== null) await writeFile(path.join(folder, `${operation.name}.png`), result);
  }
  await writeFile(path.join(folder, "times.json"), JSON.stringify(times, null, 1));
}

async function sceneFile(folder: string, scenes: string, kind: SceneKind): Promise<string> {
  const file = path.join(folder, "scenes", `${kind}.jpg`);
  const known = path.join(scenes, "scenes", `${kind}.jpg`);
  if (existsSync(file)) return file;
  if (existsSync(known)) await copyFile(known, file);
  else await writeFile(file, await makeScene(SIZE.width, SIZE.height, kind));
  return file;
}

async function resultOf(operation: Operation, source: Buffer): Promise<Uint8Array | null> {
  const planned = exampleOf(operation, await measureBytes(source, SIZE.width, SIZE.height));
  try {
    return await encode(
      await render(await decode(source), [planned], { ...quietWork(), version: () => decode(source) }),
    );
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

async function compareAll(before: string, after: string, sheets: string | undefined): Promise<void> {
  const [was, is] = await Promise.all([timesOf(before), timesOf(after)]);
  if (sheets !== undefined) await mkdir(sheets, { recursive: true });
  const rows: Array<{ name: string; mean: number; most: number }> = [];
  for (const { name } of OPERATIONS) {
    const [one, other] = [path.join(before, `${name}.png`), path.join(after, `${name}.png`)];
    if (is[name] === undefined || was[name] === undefined) continue;
    if (!existsSync(one) || !existsSync(other)) {
      if (existsSync(one) !== existsSync(other)) rows.push({ name, mean: Infinity, most: Infinity });
      continue;
    }
    const [left, right] = await Promise.all([one, other].map(levelsOf));
    if (left === undefined || right === undefined) continue;
    const distances = left.length === right.length ? distancesOf(left, right) : Float32Array.of(Infinity);
    const mean = distances.reduce((sum, value) => sum + value, 0) / distances.length;
    rows.push({ name, mean, most: distances.toSorted()[Math.floor(distances.length * 0.99)] ?? 0 });
    if (sheets !== undefined && mean >= LOOKED_AT) await layBeside(one, other, path.join(sheets, `${name}.png`));
  }
  for (const { name, mean, most } of rows.toSorted((a, b) => b.mean - a.mean)) {
    const figures = [mean.toFixed(3), most.toFixed(2), was[name] ?? 0, is[name] ?? 0];
    process.stdout.write(`${name.padEnd(22)}${figures.map((figure) => String(figure).padStart(9)).join("")}\n`);
  }
}

const timesOf = async (folder: string): Promise<Times> =>
  JSON.parse(await readFile(path.join(folder, "times.json"), "utf8")) as Times;

const levelsOf = (file: string): Promise<Buffer> => sharp(file).ensureAlpha().raw().toBuffer();

/** Of each pixel of two pictures with alpha; a difference of alpha counts as one of lightness. */
function distancesOf(one: Buffer, other: Buffer): Float32Array {
  const distances = new Float32Array(one.length / 4);
  const labOf = (levels: Buffer, at: number): Triple =>
    toOklab((levels[at] ?? 0) / 255, (levels[at + 1] ?? 0) / 255, (levels[at + 2] ?? 0) / 255);
  for (let at = 0; at < one.length; at += 4) {
    if (one.readUInt32LE(at) === other.readUInt32LE(at)) continue;
    const [cover, covers] = [(one[at + 3] ?? 0) / 255, (other[at + 3] ?? 0) / 255];
    const [left, right] = [labOf(one, at), labOf(other, at)];
    const colour = Math.hypot(left[0] - right[0], left[1] - right[1], left[2] - right[2]) * Math.min(cover, covers);
    distances[at / 4] = 100 * (colour + Math.abs(cover - covers));
  }
  return distances;
}

async function layBeside(one: string, other: string, target: string): Promise<void> {
  const tile = (file: string): Promise<Buffer> => sharp(file).resize(900).flatten({ background: "#71717a" }).toBuffer();
  const [left, right] = [await tile(one), await tile(other)];
  const { height } = await sharp(left).metadata();
  await sharp({ create: { width: 1810, height, channels: 3, background: "white" } })
    .composite([
      { input: left, left: 0, top: 0 },
      { input: right, left: 910, top: 0 },
    ])
    .png()
    .toFile(target);
}

const [mode, first, second, ...more] = process.argv.slice(2);
if (mode === "render" && first !== undefined) await renderAll(first, second ?? first, more);
else if (mode === "compare" && first !== undefined && second !== undefined) await compareAll(first, second, more[0]);
else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}
