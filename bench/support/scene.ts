import path from "node:path";
import sharp from "sharp";

const LAKE = path.join(import.meta.dirname, "../../public/samples/lake.webp");

/** Standard deviation of the noise, in levels, before it is blended in softly: compresses as a photograph then. */
const NOISE = 16;

/** One of our own samples, with a sky and a horizon to be found, in any size, as a JPEG with noise. */
export async function makeScene(width: number, height: number): Promise<Buffer> {
  const noise = sharp({
    create: { width, height, channels: 3, background: "black", noise: { type: "gaussian", mean: 128, sigma: NOISE } },
  });
  return sharp(LAKE)
    .resize(width, height, { fit: "cover" })
    .composite([{ input: await noise.png({ compressionLevel: 1 }).toBuffer(), blend: "soft-light" }])
    .removeAlpha()
    .jpeg({ quality: 92 })
    .toBuffer();
}
