import { type HuffmanTable, huffmanTable } from "./bits";

/** One colour of a JPEG's frame, and what of it has been read. */
export type FrameComponent = {
  id: number;
  /** Sampling factors, 1..4. */
  h: number;
  v: number;
  /** Blocks of 8 × 8 in a row, and rows of them, where it is read alone. */
  columns: number;
  rows: number;
  /** Blocks in a row with those that only fill the last unit. */
  stride: number;
  /** Two words per block: which coefficients are not zero. Kept for a progressive file alone. */
  history: Uint32Array | null;
  /** How many low bits of each coefficient are still to come; 255: all. */
  missing: Uint8Array;
};

export type Frame = {
  isProgressive: boolean;
  /** Units of all components, across and down. */
  columns: number;
  rows: number;
  components: FrameComponent[];
};

export type ScanTables = { dc: Map<number, HuffmanTable>; ac: Map<number, HuffmanTable> };

/** Baseline, extended sequential and progressive, with Huffman codes: what browsers read. */
const READABLE_FRAMES = new Set([0xc0, 0xc1, 0xc2]);

export const isFrameMarker = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Whether browsers read this kind of JPEG: not lossless, hierarchical, arithmetic or of 12 bits. */
export const isReadableFrame = (marker: number, bits: number): boolean => READABLE_FRAMES.has(marker) && bits === 8;

/** The frame of a SOF segment, marker and length included; `null` for one that is unsound or of no usual kind. */
export function parseFrame(segment: Buffer): Frame | null {
  const marker = segment[1] ?? 0;
  const count = segment[9] ?? 0;
  if (!isReadableFrame(marker, segment[4] ?? 0) || count < 1 || count > 4 || segment.length < 10 + count * 3)
    return null;
  const [height, width] = [segment.readUInt16BE(5), segment.readUInt16BE(7)];
  const sampled = Array.from({ length: count }, (_, index) => {
    const at = 10 + index * 3;
    return { id: segment[at] ?? 0, h: (segment[at + 1] ?? 0) >> 4, v: (segment[at + 1] ?? 0) & 15 };
  });
  if (width === 0 || height === 0 || sampled.some(({ h, v }) => h < 1 || h > 4 || v < 1 || v > 4)) return null;
  const hMost = Math.max(...sampled.map(({ h }) => h));
  const vMost = Math.max(...sampled.map(({ v }) => v));
  const columns = Math.ceil(width / (8 * hMost));
  const rows = Math.ceil(height / (8 * vMost));
  const isProgressive = marker === 0xc2;
  const components = sampled.map(({ id, h, v }) => ({
    id,
    h,
    v,
    columns: Math.ceil(Math.ceil((width * h) / hMost) / 8),
    rows: Math.ceil(Math.ceil((height * v) / vMost) / 8),
    stride: columns * h,
    history: isProgressive ? new Uint32Array(2 * columns * h * rows * v) : null,
    missing: new Uint8Array(64).fill(255),
  }));
  return { isProgressive, columns, rows, components };
}

/** Adds the Huffman tables of a DHT segment, marker and length included; `false` when it is unsound. */
export function parseTables(segment: Buffer, tables: ScanTables): boolean {
  let at = 4;
  while (at < segment.length) {
    const kind = segment[at] ?? 0;
    const counts = segment.subarray(at + 1, at + 17);
    const total = counts.reduce((sum, count) => sum + count, 0);
    const symbols = segment.subarray(at + 17, at + 17 + total);
    if (counts.length < 16 || symbols.length < total) return false;
    const table = huffmanTable(counts, symbols);
    if (table === null) return false;
    (kind >> 4 === 0 ? tables.dc : tables.ac).set(kind & 15, table);
    at += 17 + total;
  }
  return true;
}

export type Scan = {
  parts: { component: FrameComponent; dc: HuffmanTable | undefined; ac: HuffmanTable | undefined }[];
  /** First and last coefficient; successive approximation: bits known before, bits still to come after. */
  from: number;
  to: number;
  before: number;
  after: number;
};

/** The scan of a SOS segment, marker and length included; `null` when it fits no frame or lacks a table. */
export function parseScan(segment: Buffer, frame: Frame, tables: ScanTables): Scan | null {
  const count = segment[4] ?? 0;
  if (count < 1 || count > 4 || segment.length < 8 + count * 2) return null;
  const parts = Array.from({ length: count }, (_, index) => {
    const [id, chosen] = [segment[5 + index * 2], segment[6 + index * 2] ?? 0];
    const component = frame.components.find((each) => each.id === id);
    return { component, dc: tables.dc.get(chosen >> 4), ac: tables.ac.get(chosen & 15) };
  });
  const known = parts.flatMap(({ component, ...rest }) => (component === undefined ? [] : [{ component, ...rest }]));
  if (known.length < count || new Set(known.map(({ component }) => component)).size < count) return null;
  if (!frame.isProgressive) {
    if (known.some(({ dc, ac }) => dc === undefined || ac === undefined)) return null;
    // What the file says here means nothing in a sequential one, and some write nonsense.
    return { parts: known, from: 0, to: 63, before: 0, after: 0 };
  }
  const at = 5 + count * 2;
  const [from = 0, to = 0, bits = 0] = segment.subarray(at, at + 3);
  const [before, after] = [bits >> 4, bits & 15];
  if (from > to || to > 63 || (from === 0) !== (to === 0) || (from > 0 && count > 1)) return null;
  const needs = known.every(({ dc, ac }) => (from > 0 ? ac !== undefined : before > 0 || dc !== undefined));
  return needs ? { parts: known, from, to, before, after } : null;
}
