import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp, { type OverlayOptions } from "sharp";
import { exampleOf } from "../bench/example-of";
import { makeScene } from "../bench/scene";
import { sceneFor } from "../bench/scene-for";
import { EngineError } from "../errors";
import type { Family, Operation } from "../operation";
import { OPERATIONS } from "../operations";
import { measureBytes } from "../pixels/measure";
import { decode, encode, render } from "../render";
import { quietWork } from "../work";

// Pictures of what the local engine does: each operation's first example on two of our own samples and on
// one photo more, a sheet for each family.
const USAGE = `Usage: npm run contact-sheet -w @mizual/engine -- photo.jpg [folder] [family or operation …]
Writes <family>.webp into the folder, by default docs of the package.
`;

const root = path.join(import.meta.dirname, "../../..");
const SAMPLES = ["lake.webp", "fruit.webp"].map((name) => path.join(root, "public/samples", name));
const FONT = path.join(root, "node_modules/geist/dist/fonts/geist-sans/Geist-Regular.ttf");

/** Longest side of what is worked on: an edit of a thumbnail would not look like one of a photo. */
const WORKED_ON = 1000;
const TILE = { width: 208, height: 156 };
const GAP = 6;
const LABEL = 24;
/** Operations side by side; each has one tile for each photo. */
const ACROSS = 2;
const MARGIN = 14;
const PAPER = "#18181b";
const INK = "#e4e4e7";

/** Largest size of a sheet in bytes, and the qualities that are tried until it is small enough. */
const MOST_BYTES = 350_000;
const QUALITIES = [82, 74, 66, 58, 50, 42];

type Row = { label: string; tiles: Buffer[] };

async function main(): Promise<void> {
  const [photo, folder = path.join(import.meta.dirname, "../docs"), ...only] = process.argv.slice(2);
  if (photo === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  await mkdir(folder, { recursive: true });
  const sources = await Promise.all([...SAMPLES, photo].map(prepared));
  const wanted = OPERATIONS.filter(
    ({ name, family }) => only.length === 0 || only.includes(name) || only.includes(family),
  );
  for (const family of new Set(wanted.map((operation) => operation.family))) {
    const operations = wanted.filter((operation) => operation.family === family);
    await makeSheet(family, operations, sources, folder);
  }
}

async function makeSheet(
  family: Family,
  operations: readonly Operation[],
  sources: readonly Buffer[],
  folder: string,
): Promise<void> {
  const rows: Row[] = [{ label: "The originals", tiles: await Promise.all(sources.map(small)) }];
  for (const operation of operations) {
    const tiles = await tilesOf(operation, sources);
    rows.push({ label: `${operation.title} · “${operation.examples[0] ?? ""}”`, tiles });
  }
  const target = path.join(folder, `${family}.webp`);
  const sheet = await arrange(rows);
  for (const quality of QUALITIES) {
    const bytes = await sharp(sheet).webp({ quality, effort: 6, smartSubsample: true }).toBuffer();
    if (bytes.length > MOST_BYTES && quality !== QUALITIES.at(-1)) continue;
    await writeFile(target, bytes);
    process.stdout.write(`${target}: ${operations.length} operations, ${Math.ceil(bytes.length / 1000)} kB\n`);
    return;
  }
}

const prepared = async (file: string): Promise<Buffer> =>
  sharp(await readFile(file))
    .autoOrient()
    .resize(WORKED_ON, WORKED_ON, { fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb")
    .png()
    .toBuffer();

/** The operation on each photo; where none has anything to do for it, before and after of a scene that has. */
async function tilesOf(operation: Operation, sources: readonly Buffer[]): Promise<Buffer[]> {
  const results: Array<Uint8Array | null> = [];
  for (const source of sources) results.push(await resultOf(operation, source));
  if (results.some((result) => result !== null)) {
    return Promise.all(results.map((result) => (result === null ? noted("nothing to do here") : small(result))));
  }
  const scene = await makeScene(WORKED_ON, Math.round((WORKED_ON * TILE.height) / TILE.width), sceneFor(operation));
  const result = await resultOf(operation, scene);
  return [await small(scene), result === null ? await noted("BROKEN") : await small(result)];
}

/** What an operation makes of a photo; `null` when it finds nothing to do. */
async function resultOf(operation: Operation, source: Buffer): Promise<Uint8Array | null> {
  const { width, height } = await sharp(source).metadata();
  const planned = exampleOf(operation, await measureBytes(source, width, height));
  const work = { ...quietWork(), version: () => decode(source) };
  try {
    return await encode(await render(await decode(source), [planned], work));
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

async function noted(note: string): Promise<Buffer> {
  return sharp({ create: { ...TILE, channels: 3, background: "#27272a" } })
    .composite([{ input: await text(note, TILE.width - 2 * GAP) }])
    .png()
    .toBuffer();
}

const small = (bytes: Uint8Array): Promise<Buffer> =>
  sharp(bytes)
    .resize(TILE.width, TILE.height, { fit: "contain", background: "#27272a" })
    .flatten({ background: "#71717a" })
    .png()
    .toBuffer();

/** Text in the app's own font, whatever fonts the machine has. */
async function text(words: string, width: number): Promise<Buffer> {
  const escaped = words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const markup = `<span foreground="${INK}">${escaped}</span>`;
  return sharp({ text: { text: markup, font: "Geist 10", fontfile: FONT, rgba: true, dpi: 96 } })
    .resize({ width, withoutEnlargement: true })
    .png()
    .toBuffer();
}

async function arrange(rows: readonly Row[]): Promise<Buffer> {
  const block = {
    width: SAMPLES.length * (TILE.width + GAP) + TILE.width,
    height: LABEL + TILE.height,
  };
  const placed = await Promise.all(
    rows.map(async ({ label, tiles }, index): Promise<OverlayOptions[]> => {
      const left = MARGIN + (index % ACROSS) * (block.width + MARGIN);
      const top = MARGIN + Math.floor(index / ACROSS) * (block.height + MARGIN);
      return [
        { input: await text(label, block.width), left, top },
        ...tiles.map((input, at) => ({ input, left: left + at * (TILE.width + GAP), top: top + LABEL })),
      ];
    }),
  );
  const width = MARGIN + ACROSS * (block.width + MARGIN);
  const height = MARGIN + Math.ceil(rows.length / ACROSS) * (block.height + MARGIN);
  return sharp({ create: { width, height, channels: 3, background: PAPER } })
    .composite(placed.flat())
    .png()
    .toBuffer();
}

await main();
