import { createGiveWay } from "../bytes";
import { BitReader } from "./bits";
import type { Frame, Scan } from "./frame";

/** Bytes that nobody asked for may stand before a marker: so many, or any number of one and the same. */
const MOST_STRAY_BYTES = 32;

/** The largest categories that a JPEG of 8 bits can have: what is above comes of reading the wrong bits. */
const MOST_DC_BITS = 11;
const MOST_AC_BITS = 10;

/** Reads one block; `at` is its place in the component's history. Answers `false` when it makes no sense. */
type ReadBlock = (part: Scan["parts"][number], at: number) => boolean;

export type ReadScan = {
  /** The compressed bytes with their restart markers, and nothing stray between them. */
  data: Buffer[];
  /** Where the next marker is looked for. */
  end: number;
};

/**
 * Reads the compressed bytes of a scan as a decoder does, without making pixels of them.
 * @param restartInterval units between two restart markers; 0: there are none.
 * @param isLate is asked now and then; the reading ends when it answers true.
 * @returns `null` when bits are missing or make no sense.
 */
export async function readScan(
  bytes: Buffer,
  start: number,
  frame: Frame,
  scan: Scan,
  { restartInterval, isLate }: { restartInterval: number; isLate: () => boolean },
): Promise<ReadScan | null> {
  const bits = new BitReader(bytes, start);
  const reader = blockReader(bits, frame, scan);
  const readUnit = unitReader(frame, scan, reader.read);
  const giveWay = createGiveWay();
  const data: Buffer[] = [];
  let from = start;
  let expected = 0;
  const [alone] = scan.parts;
  const interleaved = scan.parts.length > 1 || alone === undefined;
  const columns = interleaved ? frame.columns : alone.component.columns;
  const units = columns * (interleaved ? frame.rows : alone.component.rows);
  for (let unit = 0; unit < units; unit += 1) {
    if (restartInterval > 0 && unit > 0 && unit % restartInterval === 0) {
      const marker = markerAfter(bytes, bits.end());
      if (marker === null || bytes[marker + 1] !== 0xd0 + expected) return null;
      expected = (expected + 1) % 8;
      data.push(bytes.subarray(from, bits.end()), bytes.subarray(marker, marker + 2));
      from = marker + 2;
      bits.restart(from);
      reader.restart();
    }
    if (!readUnit(unit % columns, Math.floor(unit / columns)) || bits.isBroken()) return null;
    if (unit % columns !== 0) continue;
    await giveWay();
    if (isLate()) return null;
  }
  const end = bits.end();
  data.push(bytes.subarray(from, end));
  return markerAfter(bytes, end) === null && end < bytes.length - MOST_STRAY_BYTES ? null : { data, end };
}

/** Where the next marker is; `null` when there is none, or too much of something else before it. */
function markerAfter(bytes: Buffer, from: number): number | null {
  let at = from;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at === -1) return null;
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff) break;
    at += 1;
  }
  const first = bytes[from];
  const isFew = at - from <= MOST_STRAY_BYTES;
  return isFew || bytes.subarray(from, at).every((byte) => byte === first) ? at : null;
}

/** Reads all blocks of one unit, which is one block where a component stands alone. */
function unitReader(frame: Frame, { parts }: Scan, read: ReadBlock): (column: number, row: number) => boolean {
  const [alone] = parts;
  if (parts.length === 1 && alone !== undefined) {
    const { stride } = alone.component;
    return (column, row) => read(alone, row * stride + column);
  }
  return (column, row) => {
    for (const part of parts) {
      const { h, v, stride } = part.component;
      for (let y = 0; y < v; y += 1)
        for (let x = 0; x < h; x += 1) if (!read(part, (row * v + y) * stride + column * h + x)) return false;
    }
    return true;
  };
}

/** How the blocks of this scan are read; `restart` forgets what one block hands to the next. */
function blockReader(bits: BitReader, frame: Frame, scan: Scan): { read: ReadBlock; restart: () => void } {
  const nothing = (): void => undefined;
  if (!frame.isProgressive) return { read: sequential(bits), restart: nothing };
  if (scan.from === 0) {
    const read: ReadBlock = ({ dc }) => {
      if (scan.before > 0 || dc === undefined) return bits.take(1) >= 0;
      const size = bits.symbol(dc);
      bits.take(Math.min(size, MOST_DC_BITS));
      return size <= MOST_DC_BITS;
    };
    return { read, restart: nothing };
  }
  return scan.before === 0 ? firstOfBand(bits, scan) : refinedBand(bits, scan);
}

function sequential(bits: BitReader): ReadBlock {
  return ({ dc, ac }) => {
    if (dc === undefined || ac === undefined) return false;
    const size = bits.symbol(dc);
    if (size > MOST_DC_BITS) return false;
    bits.take(size);
    for (let index = 1; index < 64; index += 1) {
      const symbol = bits.symbol(ac);
      const length = symbol & 15;
      if (length > MOST_AC_BITS) return false;
      if (length === 0) {
        if (symbol >> 4 < 15) break;
        index += 15;
        continue;
      }
      index += symbol >> 4;
      bits.take(length);
      if (index > 63) return false;
    }
    return true;
  };
}

const mark = (history: Uint32Array, block: number, index: number): void => {
  history[block * 2 + (index >> 5)] = (history[block * 2 + (index >> 5)] ?? 0) | (1 << (index & 31));
};

const isMarked = (history: Uint32Array, block: number, index: number): boolean =>
  (((history[block * 2 + (index >> 5)] ?? 0) >>> (index & 31)) & 1) === 1;

function firstOfBand(bits: BitReader, { from, to }: Scan): { read: ReadBlock; restart: () => void } {
  let run = 0;
  const read: ReadBlock = ({ component: { history }, ac }, block) => {
    if (ac === undefined || history === null) return false;
    if (run > 0) {
      run -= 1;
      return true;
    }
    for (let index = from; index <= to; index += 1) {
      const symbol = bits.symbol(ac);
      const [zeros, length] = [symbol >> 4, symbol & 15];
      if (length === 0 && zeros < 15) {
        run = (1 << zeros) - 1 + bits.take(zeros);
        break;
      }
      index += zeros;
      if (length === 0) continue;
      if (length > MOST_AC_BITS || index > to) return false;
      bits.take(length);
      mark(history, block, index);
    }
    return true;
  };
  return { read, restart: () => (run = 0) };
}

function refinedBand(bits: BitReader, { from, to }: Scan): { read: ReadBlock; restart: () => void } {
  let run = 0;
  const read: ReadBlock = ({ component: { history }, ac }, block) => {
    if (ac === undefined || history === null) return false;
    let index = from;
    while (run === 0 && index <= to) {
      const symbol = bits.symbol(ac);
      const [zeros, length] = [symbol >> 4, symbol & 15];
      if (length > 1) return false;
      if (length === 0 && zeros < 15) {
        run = (1 << zeros) + bits.take(zeros);
        break;
      }
      bits.take(length);
      for (let left = zeros; index <= to; index += 1) {
        if (isMarked(history, block, index)) bits.take(1);
        else if (left === 0) break;
        else left -= 1;
      }
      if (length === 1) {
        if (index > to) return false;
        mark(history, block, index);
      }
      index += 1;
    }
    if (run === 0) return true;
    for (; index <= to; index += 1) if (isMarked(history, block, index)) bits.take(1);
    run -= 1;
    return true;
  };
  return { read, restart: () => (run = 0) };
}
