import { AppError } from "@/lib/errors";
import { decodeQueue, decodeStrictly, openPicture } from "./decoder";
import type { ImageSize } from "./header-size";
import { inspectPicture } from "./inspect";
import { RESULT_LIMITS } from "./limits";
import { readablePicture } from "./readable";

/** The longer side, in pixels, at which pictures are compared: what coding does to a pixel evens out, what a person does shows. */
const SIDE = 512;

/** Mean difference of a channel, 0–255, up to which a picture counts as another encoding of a result. */
const MOST_DIFFERENCE = 3;

/** The same within any part of so many pixels squared: above it, somebody changed something there. */
const PART = 16;
const MOST_IN_PART = 16;

/** A picture at the size of a comparison: RGBA, colours weighed by their opacity. */
type Small = { size: ImageSize; data: Uint8Array };

/** How far two pictures are apart: the mean over all channels, and that of the part where it is greatest; 0–255. */
export type Difference = { mean: number; inPart: number };

/** What a picture is compared with: a stored one, upright, and how it is read. */
export type StoredVersion = ImageSize & { read: () => Promise<Uint8Array> };

/**
 * Whether a picture that was sent shows `result`: the same picture in any encoding and size, and none that is nearer
 * to one of `others`. What cannot be read shows nothing.
 * @throws {AppError} UNAVAILABLE when too many pictures are waiting; what reading a version throws.
 */
export async function showsResult(
  sent: Uint8Array,
  result: StoredVersion,
  others: readonly StoredVersion[],
): Promise<boolean> {
  const shape = await shapeOf(sent);
  if (shape === null || !isSameShape(shape, result)) return false;
  const size = smallSize(result, shape);
  const small = await decodeQueue.run(sent.byteLength, () => shape.read(size)).catch(unlessBusy);
  if (small === null) return false;
  const difference = await differenceTo(small, result);
  if (difference.mean > MOST_DIFFERENCE || difference.inPart > MOST_IN_PART) return false;
  for (const other of others) {
    if (!isSameShape(shape, other)) continue;
    if ((await differenceTo(small, other)).mean < difference.mean) return false;
  }
  return true;
}

type Shape = ImageSize & { read: (size: ImageSize) => Promise<Small> };

/** The size of a picture that was sent, upright, and how its pixels are read; `null` where it is none that is read here. */
async function shapeOf(sent: Uint8Array): Promise<Shape | null> {
  const file = Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength);
  try {
    const { format } = inspectPicture(sent, RESULT_LIMITS);
    return await decodeQueue.run(sent.byteLength, async () => {
      const { bytes } = await readablePicture(file, format, RESULT_LIMITS.pixels);
      const { autoOrient } = await openPicture(bytes, "error").metadata();
      return { ...autoOrient, read: (size) => decodeStrictly(bytes, (picture) => shrink(picture, size)) };
    });
  } catch (error) {
    return unlessBusy(error);
  }
}

/** What cannot be read shows nothing; of what nobody had time to read that cannot be said. */
function unlessBusy(error: unknown): null {
  if (error instanceof AppError && error.code === "UNAVAILABLE") throw error;
  return null;
}

/** Whether one may be the other at another size: each side is off by a rounded pixel at most. */
export function isSameShape(one: ImageSize, other: ImageSize): boolean {
  return (
    Math.abs(one.width * other.height - other.width * one.height) <= one.width + one.height + other.width + other.height
  );
}

function smallSize(...sizes: [ImageSize, ...ImageSize[]]): ImageSize {
  const [{ width, height }] = sizes;
  const side = Math.min(SIDE, ...sizes.map((size) => Math.max(size.width, size.height)));
  const scale = side / Math.max(width, height);
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

async function differenceTo(small: Small, version: StoredVersion): Promise<Difference> {
  const bytes = await version.read();
  return differenceOf(small, await decodeQueue.run(0, () => shrink(openPicture(bytes, "error"), small.size)));
}

async function shrink(picture: ReturnType<typeof openPicture>, size: ImageSize): Promise<Small> {
  const data = await picture
    .resize({ ...size, fit: "fill" })
    .ensureAlpha()
    .raw({ depth: "uchar" })
    .toBuffer();
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3] ?? 255;
    if (alpha === 255) continue;
    for (let channel = at; channel < at + 3; channel += 1)
      data[channel] = Math.round(((data[channel] ?? 0) * alpha) / 255);
  }
  return { size, data };
}

function differenceOf({ size, data }: Small, other: Small): Difference {
  const across = Math.ceil(size.width / PART);
  const sums = new Float64Array(across * Math.ceil(size.height / PART));
  const counts = new Float64Array(sums.length);
  for (let at = 0; at < data.length; at += 1) {
    const pixel = at >> 2;
    const part = Math.floor(Math.floor(pixel / size.width) / PART) * across + Math.floor((pixel % size.width) / PART);
    sums[part] = (sums[part] ?? 0) + Math.abs((data[at] ?? 0) - (other.data[at] ?? 0));
    counts[part] = (counts[part] ?? 0) + 1;
  }
  // Opacity hardly ever differs, so that the mean is that of the three colours.
  const perColour = 4 / 3;
  const total = sums.reduce((sum, part) => sum + part, 0);
  const parts = sums.map((sum, part) => (perColour * sum) / (counts[part] ?? 1));
  return { mean: (perColour * total) / data.length, inPart: Math.max(...parts) };
}
