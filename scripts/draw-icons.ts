import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";

// `tsx scripts/draw-icons.ts`: the icons of the installed app, from app/icon.svg. Run it after a change of that.

const root = path.join(import.meta.dirname, "..");
const ICONS = path.join(root, "public/icons");

const svg = await readFile(path.join(root, "app/icon.svg"), "utf8");
const ground = /<rect[^>]*fill="(#[0-9a-f]{6})"/.exec(svg)?.[1];
if (ground === undefined) throw new Error("app/icon.svg has no ground of its own");

const draw = (drawing: string, pixels: number) =>
  sharp(Buffer.from(drawing), { density: (72 * pixels) / 32 })
    .resize(pixels, pixels)
    .png({ compressionLevel: 9, palette: true })
    .toBuffer();

/** To the edges, with the mark in the middle: systems cut their own shape out of it, at most a fifth off each side. */
const full = (share: number): string =>
  svg
    .replace(/rx="\d+"/, "")
    .replace(/<g transform="[^"]*"/, `<g transform="translate(${16 - 16 * share} ${16 - 16 * share}) scale(${share})"`);

await mkdir(ICONS, { recursive: true });
for (const pixels of [192, 512]) await writeFile(path.join(ICONS, `app-${pixels}.png`), await draw(svg, pixels));
await writeFile(path.join(ICONS, "app-maskable-512.png"), await draw(full(0.62), 512));
await writeFile(path.join(root, "app/apple-icon.png"), await draw(full(0.74), 180));

/** One PNG in the container that browsers ask for by name where a file of ours is opened by itself. */
function icoOf(png: Buffer, pixels: number): Buffer {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2); // an icon
  head.writeUInt16LE(1, 4); // of one picture
  head.writeUInt8(pixels, 6);
  head.writeUInt8(pixels, 7);
  head.writeUInt16LE(1, 10); // planes
  head.writeUInt16LE(32, 12); // bits per pixel
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}

await writeFile(path.join(root, "public/favicon.ico"), icoOf(await draw(svg, 48), 48));
