/** One box of an ISO base media file (MP4, HEIF, AVIF): its type and what is inside. */
export type Box = { type: string; body: Buffer };

/** Boxes on one level: a phone's largest photo has some hundred, and 20 MB hold millions of empty ones. */
const MOST_BOXES = 10_000;

/**
 * The boxes of one level, in order. Ends without a word where a box does not fit.
 * @throws {RangeError} where there are more than any real file has.
 */
export function* boxesOf(bytes: Buffer): Generator<Box> {
  let offset = 0;
  for (let count = 0; offset + 8 <= bytes.length; count += 1) {
    if (count === MOST_BOXES) throw new RangeError("more boxes than any picture has");
    const type = bytes.toString("latin1", offset + 4, offset + 8);
    let size = bytes.readUInt32BE(offset);
    let header = 8;
    if (size === 1 && offset + 16 <= bytes.length) {
      size = Number(bytes.readBigUInt64BE(offset + 8));
      header = 16;
    } else if (size === 0) {
      size = bytes.length - offset;
    }
    if (size < header || offset + size > bytes.length) return;
    yield { type, body: bytes.subarray(offset + header, offset + size) };
    offset += size;
  }
}

/**
 * What is inside the boxes of one type, all together one level; `skip` bytes of version and flags come first in some.
 * @throws {RangeError} as `boxesOf`.
 */
export function insideBoxes(level: readonly Box[], type: string, skip = 0): Box[] {
  const inside: Box[] = [];
  for (const { body } of level.filter((box) => box.type === type))
    for (const box of boxesOf(body.subarray(skip))) {
      if (inside.length === MOST_BOXES) throw new RangeError("more boxes than any picture has");
      inside.push(box);
    }
  return inside;
}

/** Major and compatible brands of a file that begins with an `ftyp` box. */
export function isobmffBrands(bytes: Buffer): string[] {
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 256);
  const brands: string[] = [];
  for (let offset = 8; offset + 4 <= end; offset += 4) {
    if (offset !== 12) brands.push(bytes.toString("latin1", offset, offset + 4));
  }
  return brands;
}
