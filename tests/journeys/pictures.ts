import sharp from "sharp";

/** A file as the file chooser, a drop or the clipboard hands it over. */
export type PictureFile = { name: string; mimeType: string; buffer: Buffer };

/** A small JPEG: blue above green, and a sun on the left, so that every operation changes something. */
export async function smallPicture(name = "meadow.jpg"): Promise<PictureFile> {
  const sky = sharp({ create: { width: 480, height: 160, channels: 3, background: { r: 90, g: 150, b: 220 } } });
  const sun = sharp({ create: { width: 60, height: 60, channels: 3, background: { r: 250, g: 220, b: 90 } } });
  const buffer = await sharp({ create: { width: 480, height: 320, channels: 3, background: { r: 70, g: 140, b: 60 } } })
    .composite([
      { input: await sky.png().toBuffer(), left: 0, top: 0 },
      { input: await sun.png().toBuffer(), left: 60, top: 40 },
    ])
    .jpeg()
    .toBuffer();
  return { name, mimeType: "image/jpeg", buffer };
}

let large: Promise<PictureFile> | undefined;

/** A JPEG of 12 megapixels, soft clouds of grey: an edit of it takes long enough to be met half-way. */
export function largePicture(): Promise<PictureFile> {
  large ??= makeLarge();
  return large;
}

async function makeLarge(): Promise<PictureFile> {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  const buffer = await sharp({ create: { width: 500, height: 375, channels: 3, background: "black", noise } })
    .resize(4000, 3000, { kernel: "cubic" })
    .jpeg({ quality: 90 })
    .toBuffer();
  return { name: "large.jpg", mimeType: "image/jpeg", buffer };
}
