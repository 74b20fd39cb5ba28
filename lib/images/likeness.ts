import { AppError } from "@/lib/errors";
import { bufferOf } from "./bytes";
import { decodeQueue, decodeStrictly, bytesToDecode, HELD, openPicture } from "./decoder";
import type { ImageSize } from "./header-size";
import { inspectPicture } from "./inspect";
import { RESULT_LIMITS } from "./limits";
import { readablePicture } from "./readable";

/** The longer side, in pixels, at which pictures are compared. */
const SIDE = 1024;

/** Pixels each way that are one where the whole is compared: what coding does to a pixel evens out, what a person does shows. */
const EVEN = 2;

/** Mean difference of a channel, 0–255, up to which a picture counts as another encoding of a result. */
const MOST_DIFFERENCE = 3;

/** The same within any part of so many pixels each way: above it, somebody changed something there. */
const PART = 32;
const MOST_IN_PART = 16;

/**
 * And within any small spot, 40 pixels of a photo of twelve megapixels: coding does about as much to all of a picture's
 * spots, a retouch far more to one. Of twelve photos in 84 encodings, but one that was enlarged, no spot was
 * 2.4 times further off than 98 of a hundred others; painted spots were 3.3 to 80 times.
 */
const SPOT = 8;
const MOST_IN_SPOT = 8;
const OUTSTANDING = 2.8;

/** A picture at the size of a comparison: RGBA, colours weighed by their opacity. */
type Small = { size: ImageSize; data: Uint8Array };

/**
 * How far two pictures are apart, 0–255: the mean over all channels, that of the part where it is greatest, and whether
 * one spot stands out.
 */
export type Difference = { mean: number; inPart: number; hasSpot: boolean };

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
  const takes = bytesToDecode(sent);
  const small = await decodeQueue.run(sent.byteLength, takes, () => shape.read(size)).catch(unlessBusy);
  if (small === null) return false;
  const difference = await differenceTo(small, result);
  if (difference.mean > MOST_DIFFERENCE || difference.inPart > MOST_IN_PART || difference.hasSpot) return false;
  for (const other of others) {
    if (!isSameShape(shape, other)) continue;
    if ((await differenceTo(small, other)).mean < difference.mean) return false;
  }
  return true;
}

type Shape = ImageSize & { read: (size: ImageSize) => Promise<Small> };

/** The size of a picture that was sent, upright, and how its pixels are read; `null` where it is none that is read here. */
async function shapeOf(sent: Uint8Array): Promise<Shape | null> {
  const file = bufferOf(sent);
  try {
    const { format } = inspectPicture(sent, RESULT_LIMITS);
    return await decodeQueue.run(sent.byteLength, bytesToDecode(sent, { held: HELD }), async () => {
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
  const read = (): Promise<Small> => shrink(openPicture(bytes, "error"), small.size);
  return differenceOf(small, await decodeQueue.run(0, bytesToDecode(bytes), read));
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
  const even = evened(size, data, other.data, Math.max(size.width, size.height) > SIDE / 2 ? EVEN : 1);
  const parts = meansOf(even, PART / EVEN);
  const spots = meansOf(evened(size, data, other.data, 1), SPOT).sort();
  const [usual, worst] = [spots[Math.floor(spots.length * 0.98)] ?? 0, spots.at(-1) ?? 0];
  return {
    mean: even.values.reduce((sum, value) => sum + value, 0) / even.values.length,
    inPart: Math.max(...parts),
    hasSpot: worst > MOST_IN_SPOT && worst > OUTSTANDING * usual,
  };
}

type Differences = { width: number; values: Float32Array };

/** How far each square of `step` pixels each way is apart: the mean over its colours, of what is left when it is one pixel. */
function evened(size: ImageSize, one: Uint8Array, other: Uint8Array, step: number): Differences {
  const width = Math.ceil(size.width / step);
  const sums = new Float32Array(width * Math.ceil(size.height / step) * 3);
  const counts = new Float32Array(sums.length / 3);
  for (let pixel = 0; pixel < size.width * size.height; pixel += 1) {
    const at = Math.floor(Math.floor(pixel / size.width) / step) * width + Math.floor((pixel % size.width) / step);
    counts[at] = (counts[at] ?? 0) + 1;
    // Opacity hardly ever differs, and colours are weighed by it already.
    for (let channel = 0; channel < 3; channel += 1)
      sums[at * 3 + channel] =
        (sums[at * 3 + channel] ?? 0) + (one[pixel * 4 + channel] ?? 0) - (other[pixel * 4 + channel] ?? 0);
  }
  const apart = (at: number): number =>
    Math.abs(sums[at * 3] ?? 0) + Math.abs(sums[at * 3 + 1] ?? 0) + Math.abs(sums[at * 3 + 2] ?? 0);
  return { width, values: counts.map((count, at) => apart(at) / 3 / count) };
}

/** The means of all squares of `side` values each way. */
function meansOf({ width, values }: Differences, side: number): Float32Array {
  const across = Math.ceil(width / side);
  const sums = new Float32Array(across * Math.ceil(values.length / width / side));
  const counts = new Float32Array(sums.length);
  values.forEach((value, at) => {
    const part = Math.floor(Math.floor(at / width) / side) * across + Math.floor((at % width) / side);
    sums[part] = (sums[part] ?? 0) + value;
    counts[part] = (counts[part] ?? 0) + 1;
  });
  return sums.map((sum, part) => sum / (counts[part] ?? 1));
}
