import sharp from "sharp";

/** A small JPEG photo-like picture: a bright sky over a darker ground, with some texture. */
export async function testPicture(width = 64, height = 48): Promise<Uint8Array> {
  const pixels = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const at = (y * width + x) * 3;
      const sky = y < height * 0.55;
      const grain = (x * 7 + y * 13) % 11;
      pixels[at] = sky ? 120 + grain : 70 + grain * 3;
      pixels[at + 1] = sky ? 165 + grain : 100 + grain * 3;
      pixels[at + 2] = sky ? 225 : 50 + grain * 2;
    }
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .jpeg({ quality: 92 })
    .toBuffer();
}
