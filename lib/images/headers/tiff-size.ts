import type { Size } from "./header-size";

const SUBFILE_TYPE = 254;
const WIDTH = 256;
const HEIGHT = 257;
const DNG_VERSION = 50_706;
const BYTES_OF_TYPE: Readonly<Record<number, 1 | 2 | 4>> = { 1: 1, 3: 2, 4: 4 };

/** Whole numbers of the first directory by tag, where one stands in the entry itself. */
function firstDirectory(bytes: Buffer): Map<number, number> {
  const little = bytes[0] === 0x49;
  const u16 = (at: number) => (little ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const u32 = (at: number) => (little ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const u64 = (at: number) => Number(little ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
  const big = u16(2) === 43;
  const start = big ? u64(8) : u32(4);
  const count = big ? u64(start) : u16(start);
  const [first, step, valueAt] = big ? [start + 8, 20, 12] : [start + 2, 12, 8];
  const numbers = new Map<number, number>();
  for (let index = 0; index < Math.min(count, 4096); index += 1) {
    const entry = first + index * step;
    const value = entry + valueAt;
    const type = u16(entry + 2);
    const size = BYTES_OF_TYPE[type];
    if (size !== undefined)
      numbers.set(u16(entry), size === 1 ? bytes.readUInt8(value) : size === 2 ? u16(value) : u32(value));
    else if (big && type === 16) numbers.set(u16(entry), u64(value));
  }
  return numbers;
}

/** Of the first page. Throws a `RangeError` where the directory leaves the file. */
export function tiffSize(bytes: Buffer): Size | null {
  const numbers = firstDirectory(bytes);
  const width = numbers.get(WIDTH);
  const height = numbers.get(HEIGHT);
  return width === undefined || height === undefined ? null : { width, height };
}

/**
 * True for camera raw files (DNG, NEF, CR2, ARW…) in TIFF's clothes: their first page is a small
 * preview, which nobody means to edit.
 */
export function isRawPhoto(bytes: Buffer): boolean {
  if (bytes.toString("latin1", 8, 10) === "CR") return true;
  try {
    const numbers = firstDirectory(bytes);
    return numbers.has(DNG_VERSION) || ((numbers.get(SUBFILE_TYPE) ?? 0) & 1) === 1;
  } catch {
    return false;
  }
}
