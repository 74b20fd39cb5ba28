import { mkdir } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { SAMPLES } from "../components/editor/ideas";

// `tsx scripts/shrink-samples.ts`: the samples as large as the home page shows them, for screens of two pixels to one.
// Run it after a change of the samples.

const root = path.join(import.meta.dirname, "../public");

for (const { src, card } of SAMPLES) {
  const file = path.join(root, card);
  await mkdir(path.dirname(file), { recursive: true });
  await sharp(path.join(root, src)).resize(480, 360, { fit: "cover" }).webp({ quality: 72, effort: 6 }).toFile(file);
}
