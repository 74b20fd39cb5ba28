import sharp from "sharp";

/** Only the finest structure counts as grain: what a blur of this standard deviation takes away, in pixels. */
const FINE = 0.8;

/** Share of the pixels with the least structure that is measured: edges are no grain. */
const QUIET = 0.7;

/** Standard deviation of the fine structure around a hole, in levels. `part` is red, green and blue. */
export async function grainOf(part: Buffer, hole: Uint8Array, width: number, height: number): Promise<number> {
  if (Math.min(width, height) < 3) return 0;
  const blurred = await sharp(part, { raw: { width, height, channels: 3 } })
    .blur({ sigma: FINE, precision: "float" })
    .raw()
    .toBuffer();
  const differences: number[] = [];
  for (let index = 0; index < hole.length; index += 3) {
    if (hole[index] === 0) differences.push(Math.abs((part[index * 3 + 1] ?? 0) - (blurred[index * 3 + 1] ?? 0)));
  }
  const quiet = differences.toSorted((a, b) => a - b).slice(0, Math.floor(differences.length * QUIET));
  const squares = quiet.reduce((sum, difference) => sum + difference * difference, 0);
  return quiet.length === 0 ? 0 : Math.sqrt(squares / quiet.length);
}
