import { decodeQueue, bytesToDecode, HELD, jpegTables, openPicture, openPixels, readPixels } from "./decoder";

type Sized = { bytes: Uint8Array; contentType: string; width: number; height: number };

/** Each round aims a little below the limit, for files do not shrink evenly. */
const AIM = 0.85;
const ROUNDS = 6;

/**
 * A picture that has at most so many pixels and bytes: the one given where it has, else a smaller one
 * of the same ratio, JPEG where nothing is transparent.
 * @throws {Error} when it cannot be made that small.
 */
export async function shrinkPicture(picture: Sized, limits: { pixels: number; bytes: number }): Promise<Sized> {
  const fits = ({ bytes, width, height }: Sized): boolean =>
    bytes.byteLength <= limits.bytes && width * height <= limits.pixels;
  if (fits(picture)) return picture;
  return decodeQueue.run(0, bytesToDecode(picture.bytes, { encoding: "jpeg" }), async () => {
    let scale = Math.min(1, Math.sqrt(limits.pixels / (picture.width * picture.height)));
    for (let round = 0; round < ROUNDS; round += 1) {
      const smaller = await encode(picture, scale);
      if (fits(smaller)) return smaller;
      scale *= Math.min(AIM, AIM * Math.sqrt(limits.bytes / smaller.bytes.byteLength));
    }
    throw new Error(`the picture cannot be made to fit ${limits.bytes} bytes`);
  });
}

async function encode({ bytes, width, height }: Sized, scale: number): Promise<Sized> {
  const picture = openPicture(bytes, "error");
  const { hasAlpha } = await picture.metadata();
  const size = { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
  const fitted = picture.resize({ ...size, fit: "fill" });
  const encoded = hasAlpha
    ? fitted.png()
    : fitted.jpeg({ quality: 92, chromaSubsampling: "4:4:4", ...jpegTables(size) });
  const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
  return {
    bytes: data,
    contentType: hasAlpha ? "image/png" : "image/jpeg",
    width: info.width,
    height: info.height,
  };
}

type Bytes = { bytes: Uint8Array; contentType: string };

/** Pixels between two turns of the event loop. */
const SLICE = 1_000_000;

/**
 * Puts `edited` into `source` where `mask` is white, and keeps every pixel of `source` where it is
 * black; greys mix. Edited picture and mask are stretched to the source's size. A PNG.
 */
export async function keepOutsideMask(mask: Bytes, source: Bytes, edited: Bytes): Promise<Bytes> {
  // Two pictures and the mask are held at the source's size.
  return decodeQueue.run(0, bytesToDecode(source.bytes, { held: 3 * HELD }), async () => {
    const kept = await readPixels(openPicture(source.bytes, "error"));
    const size = { width: kept.width, height: kept.height, fit: "fill" } as const;
    const opaque = kept.channels === 3 ? ({ background: "white" } as const) : null;
    const change = openPicture(edited.bytes, "error").resize(size);
    const changed = await readPixels(opaque === null ? change.ensureAlpha() : change.flatten(opaque));
    const shape = await readPixels(openPicture(mask.bytes, "error").resize(size).flatten({ background: "black" }));
    const { channels } = kept;
    const pixels = kept.width * kept.height;
    for (let from = 0; from < pixels; from += SLICE) {
      for (let at = from; at < Math.min(from + SLICE, pixels); at += 1) {
        const share = shape.data[at * 3] ?? 0;
        if (share === 0) continue;
        for (let channel = 0; channel < channels; channel += 1) {
          const index = at * channels + channel;
          const own = kept.data[index] ?? 0;
          kept.data[index] = Math.round(own + (((changed.data[index] ?? 0) - own) * share) / 255);
        }
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { bytes: await openPixels(kept).png().toBuffer(), contentType: "image/png" };
  });
}

/** What hosted editors need done to pictures. */
export const pictureTools = { shrink: shrinkPicture, keepOutside: keepOutsideMask };
