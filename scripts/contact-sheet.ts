import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp, { type Sharp } from "sharp";
import { OPERATIONS } from "@/lib/ai/editor/local/operations";
import { quietWork } from "@/lib/ai/editor/local/work";
import { decode, encode, render } from "@/lib/ai/editor/local/render";
import { measureBytes } from "@/lib/ai/editor/local/measure";
import { optimise } from "@/lib/ai/local/optimise";
import { understand } from "@/lib/ai/local/understand";

const USAGE = "Usage: tsx scripts/contact-sheet.ts photo.jpg sheet.webp|sheet.png\n";
const COLUMNS = 5;
const TILE = { width: 300, height: 225 };
const LABEL = 26;

type Tile = { label: string; picture: Buffer };

async function main(): Promise<void> {
  const [source, target] = process.argv.slice(2);
  if (source === undefined || target === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const photo = await sharp(await readFile(source))
    .autoOrient()
    .toColourspace("srgb")
    .png()
    .toBuffer();
  const { width, height } = await sharp(photo).metadata();
  const facts = await measureBytes(photo, width, height);
  const tiles: Tile[] = [{ label: "original", picture: await small(photo) }];
  for (const request of OPERATIONS.flatMap(({ examples }) => examples.slice(0, 3))) {
    const plan = optimise(understand(request), facts);
    try {
      const result = await render(await decode(photo), plan.operations, quietWork(AbortSignal.timeout(60_000)));
      tiles.push({ label: request, picture: await small(await encode(result)) });
    } catch (error) {
      process.stdout.write(`${request}: ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  const sheet = await arrange(tiles);
  const isPng = path.extname(target) === ".png";
  await writeFile(target, await (isPng ? sheet.png() : sheet.webp({ quality: 80 })).toBuffer());
  process.stdout.write(`${tiles.length} pictures in ${target}\n`);
}

const small = (bytes: Uint8Array): Promise<Buffer> =>
  sharp(bytes)
    .resize(TILE.width, TILE.height, { fit: "contain", background: { r: 30, g: 30, b: 34, alpha: 1 } })
    .flatten({ background: "#1e1e22" })
    .png()
    .toBuffer();

/** Text needs a font of the machine; without one the labels are boxes. */
async function arrange(tiles: readonly Tile[]): Promise<Sharp> {
  const step = { x: TILE.width + 8, y: TILE.height + LABEL + 8 };
  const rows = Math.ceil(tiles.length / COLUMNS);
  const placed = await Promise.all(
    tiles.map(async ({ label, picture }, index) => {
      const left = (index % COLUMNS) * step.x + 8;
      const top = Math.floor(index / COLUMNS) * step.y + 8;
      const markup = `<span foreground="#eeeeee">${label.replaceAll("&", "&amp;")}</span>`;
      const text = sharp({ text: { text: markup, font: "DejaVu Sans 9", rgba: true, dpi: 96 } });
      return [
        { input: picture, left, top },
        {
          input: await text.resize({ width: TILE.width, withoutEnlargement: true }).png().toBuffer(),
          left,
          top: top + TILE.height + 6,
        },
      ];
    }),
  );
  const canvas = {
    width: COLUMNS * step.x + 8,
    height: rows * step.y + 8,
    channels: 3 as const,
    background: "#1e1e22",
  };
  return sharp({ create: canvas }).composite(placed.flat());
}

await main();
