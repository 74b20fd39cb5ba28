import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { editPicture, EngineError, vocabulary, type VocabularyEntry } from "@mizual/engine";
import sharp from "sharp";
import { slugOf } from "../components/guide/slug";

// `tsx scripts/draw-guide.ts`: the small pictures of the page /guide, before and after for each thing that the local
// engine can do, a sheet for each family; and the list of what is on them. Run it after a change of the operations.

const root = path.join(import.meta.dirname, "..");
const SHEETS = path.join(root, "public/guide");
const LIST = path.join(root, "components/guide/sheets.json");

const SAMPLES = "public/samples";
const PHOTOGRAPHS = "packages/engine/tests/photographs";

/** Pictures by what an operation speaks of, those first on which most shows; the last line is for all others. */
const PICTURES: ReadonlyArray<readonly [words: RegExp, files: readonly string[]]> = [
  [
    /face|skin|person|people|portrait|passport/i,
    [`${PHOTOGRAPHS}/three-men.webp`, `${PHOTOGRAPHS}/woman-red-wall.webp`],
  ],
  [
    /background|subject|shadow behind|drop shadow/i,
    [`${PHOTOGRAPHS}/dog-on-grass.webp`, `${PHOTOGRAPHS}/rose.webp`, `${SAMPLES}/fruit.webp`],
  ],
  [
    /\b(?:sky|rain|snow|stars?|sun|fog|mist|haze|night|hour|flare|rays)/i,
    [`${SAMPLES}/lake.webp`, `${PHOTOGRAPHS}/boat.webp`, `${PHOTOGRAPHS}/bridge.webp`],
  ],
  [/\bred|splash|keep .* colour|flower/i, [`${PHOTOGRAPHS}/rose.webp`, `${PHOTOGRAPHS}/boat.webp`]],
  [/autumn|leaves/i, [`${PHOTOGRAPHS}/autumn-path.webp`, `${PHOTOGRAPHS}/dog-on-grass.webp`]],
  [
    /(?:)/,
    ["boat", "rose", "scooter", "autumn-path", "daisy", "dog-on-grass"].map((name) => `${PHOTOGRAPHS}/${name}.webp`),
  ],
];

/** Longest side of what is worked on: an edit of a thumbnail would not look like one of a photo. */
const WORKED_ON = 800;
const TILE = { width: 160, height: 120 };
const GAP = 2;
const PAPER = "#8a8a8e";

/** Largest size of all sheets together in bytes, and the qualities that are tried until they are small enough. */
const MOST_BYTES = 390_000;
const QUALITIES = [60, 54, 46, 38, 30];

type Strip = { title: string; strip: Buffer };

/** Before and after, side by side, of the first example that does something to one of the pictures; `null`: none does. */
async function stripOf(entry: VocabularyEntry, turn: number): Promise<Strip | null> {
  const text = [entry.title, ...entry.examples].join(" ");
  const files = [...new Set(PICTURES.flatMap(([words, names]) => (words.test(text) ? rotated(names, turn) : [])))];
  for (const prompt of entry.examples.slice(0, 2)) {
    for (const file of files) {
      const source = await prepared(path.join(root, file));
      const after = await edited(source, prompt);
      if (after === null) continue;
      const [left, right] = await Promise.all([tile(source), tile(after)]);
      const blank = { create: { ...TILE, width: 2 * TILE.width + GAP, channels: 3, background: PAPER } } as const;
      const placed = [
        { input: left, left: 0, top: 0 },
        { input: right, left: TILE.width + GAP, top: 0 },
      ];
      return { title: entry.title, strip: await sharp(blank).composite(placed).png().toBuffer() };
    }
  }
  return null;
}

/** The list for all others begins with another picture each time. */
const rotated = (names: readonly string[], turn: number): string[] =>
  names.length < 4 ? [...names] : names.map((_, at) => names[(at + turn) % names.length] ?? "");

async function edited(bytes: Buffer, prompt: string): Promise<Uint8Array | null> {
  const { width, height } = await sharp(bytes).metadata();
  try {
    const version = async () => bytes;
    return (await editPicture({ bytes, width, height, prompt, version }, AbortSignal.timeout(120_000))).bytes;
  } catch (error) {
    if (error instanceof EngineError && error.code !== "BROKEN") return null;
    throw error;
  }
}

const prepared = async (file: string): Promise<Buffer> =>
  sharp(await readFile(file))
    .resize(WORKED_ON, WORKED_ON, { fit: "inside", withoutEnlargement: true })
    .png()
    .toBuffer();

const tile = (bytes: Uint8Array): Promise<Buffer> =>
  sharp(bytes)
    .resize({ ...TILE, fit: "contain", background: PAPER })
    .flatten({ background: PAPER })
    .png()
    .toBuffer();

async function sheetOf(strips: readonly Strip[]): Promise<Buffer> {
  const height = strips.length * (TILE.height + GAP) - GAP;
  return sharp({ create: { width: 2 * TILE.width + GAP, height, channels: 3, background: PAPER } })
    .composite(strips.map(({ strip }, at) => ({ input: strip, left: 0, top: at * (TILE.height + GAP) })))
    .png()
    .toBuffer();
}

const sheets = new Map<string, Strip[]>();
let turn = 0;
for (const { family, entries } of vocabulary) {
  const strips: Strip[] = [];
  for (const entry of entries) {
    const strip = await stripOf(entry, turn++);
    if (strip === null) process.stdout.write(`No picture shows “${entry.title}”\n`);
    else strips.push(strip);
  }
  if (strips.length > 0) sheets.set(slugOf(family), strips);
  process.stdout.write(`${family}: ${strips.length} of ${entries.length}\n`);
}

await mkdir(SHEETS, { recursive: true });
const drawn = await Promise.all([...sheets].map(async ([name, strips]) => ({ name, png: await sheetOf(strips) })));
for (const quality of QUALITIES) {
  const encoded = await Promise.all(
    drawn.map(async ({ name, png }) => ({ name, bytes: await sharp(png).avif({ quality, effort: 3 }).toBuffer() })),
  );
  const total = encoded.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > MOST_BYTES && quality !== QUALITIES.at(-1)) continue;
  for (const { name, bytes } of encoded) await writeFile(path.join(SHEETS, `${name}.avif`), bytes);
  process.stdout.write(`${encoded.length} sheets of quality ${quality}, ${Math.ceil(total / 1000)} kB\n`);
  break;
}
const titles = [...sheets].map(([name, strips]) => [name, strips.map(({ title }) => title)] as const);
await writeFile(LIST, `${JSON.stringify(Object.fromEntries(titles), null, 2)}\n`);
process.exit();
