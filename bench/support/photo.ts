import sharp from "sharp";

/** A JPEG that costs a decoder what a photograph costs: smooth shapes, fine texture, some noise. */
export async function makePhoto(width: number, height: number): Promise<Buffer> {
  const base = await sharp({
    create: { width, height, channels: 3, background: "#6a7f95", noise: { type: "gaussian", mean: 128, sigma: 34 } },
  })
    .blur(0.6)
    .png({ compressionLevel: 1 })
    .toBuffer();
  const shapes = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#3070c0" stop-opacity=".7"/>
<stop offset="1" stop-color="#e0c090" stop-opacity=".7"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/>
<ellipse cx="50%" cy="75%" rx="45%" ry="25%" fill="#204020" fill-opacity=".6"/></svg>`,
  );
  return sharp(base)
    .composite([{ input: shapes }])
    .jpeg({ quality: 93 })
    .toBuffer();
}
