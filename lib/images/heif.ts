import { type Box, boxesOf, insideBoxes } from "./boxes";

/** What a HEIF file (HEIC, AVIF) says of its main picture before any decoder sees it. */
export type HeifFacts = {
  /** How its pixels are coded: `hvc1` (HEIC), `av01` (AVIF), … ; `null` when the file does not say. */
  codec: string | null;
  /** The largest size that anything in the file declares: tiles, masks and thumbnails count too. */
  largest: { width: number; height: number } | null;
  /** Colours by numbers (ISO/IEC 23091-2), where there is no ICC profile. */
  nclx: { primaries: number; transfer: number } | null;
  icc: Buffer | null;
  /** Colours were multiplied with transparency. */
  isPremultiplied: boolean;
  /** There is more than one picture to be shown, or a sequence of them. */
  hasMore: boolean;
  /** Where pixels are said to lie, the file has ended. */
  isCut: boolean;
};

type Item = { type: string; isHidden: boolean; properties: Box[] };
type Reference = { type: string; from: number; to: number[] };

/** Entries of a file's tables, all told: a phone's largest photo has some thousand. */
const MOST_ENTRIES = 100_000;

/** Counts entries that are read; tables tell of more of them than they have bytes for. */
type Count = (entries: number) => void;

function createCount(): Count {
  let left = MOST_ENTRIES;
  return (entries) => {
    left -= entries;
    if (left < 0) throw new RangeError("more entries than any picture has");
  };
}

/**
 * What is to be known of a HEIF file; nothing of one without a sound `meta` box.
 * @throws {RangeError} where a box is too short, and where there is more to read than in any real file.
 */
export function heifFacts(bytes: Buffer): HeifFacts {
  const count = createCount();
  const top = [...boxesOf(bytes)];
  const meta = insideBoxes(top, "meta", 4);
  const properties = insideBoxes(insideBoxes(meta, "iprp"), "ipco");
  const items = readItems(meta, properties, count);
  const references = readReferences(meta, count);
  const main = mainItem(meta);
  const first = firstTile(main, references);
  const isFor = (type: string) => references.filter((reference) => reference.type === type);
  const own = [...(items.get(main)?.properties ?? []), ...(items.get(first)?.properties ?? [])];
  const parts = new Set([...isFor("thmb"), ...isFor("auxl"), ...isFor("cdsc")].map(({ from }) => from));
  const tiles = new Set(isFor("dimg").flatMap(({ to }) => to));
  const shown = [...items].filter(
    ([id, { type, isHidden }]) => !isHidden && !parts.has(id) && !tiles.has(id) && PICTURES.has(type),
  );
  return {
    codec: items.get(first)?.type ?? null,
    largest: largestOf(properties),
    ...colours(own),
    isPremultiplied: isFor("prem").some(({ from }) => from === main),
    isCut: lastByte(meta, count) > bytes.length,
    hasMore: shown.length > 1 || top.some(({ type }) => type === "moov"),
  };
}

/** Kinds of items that are pictures. */
const PICTURES = new Set([
  "hvc1",
  "hev1",
  "av01",
  "avc1",
  "vvc1",
  "jpeg",
  "j2k1",
  "unci",
  "grid",
  "iovl",
  "iden",
  "tili",
]);

function largestOf(properties: readonly Box[]): HeifFacts["largest"] {
  let largest: HeifFacts["largest"] = null;
  for (const { type, body } of properties) {
    if (type !== "ispe") continue;
    const size = { width: body.readUInt32BE(4), height: body.readUInt32BE(8) };
    if (largest === null || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}

function colours(properties: readonly Box[]): Pick<HeifFacts, "nclx" | "icc"> {
  const told = properties.filter(({ type }) => type === "colr").map(({ body }) => body);
  const kind = (body: Buffer): string => body.toString("latin1", 0, 4);
  const icc = told.find((body) => kind(body) === "prof" || kind(body) === "rICC")?.subarray(4) ?? null;
  const nclx = told.find((body) => kind(body) === "nclx");
  return {
    icc,
    nclx:
      icc !== null || nclx === undefined ? null : { primaries: nclx.readUInt16BE(4), transfer: nclx.readUInt16BE(6) },
  };
}

const sole = (level: readonly Box[], type: string): Buffer | null =>
  level.find((box) => box.type === type)?.body ?? null;

function mainItem(meta: readonly Box[]): number {
  const box = sole(meta, "pitm");
  return box === null ? -1 : box[0] === 0 ? box.readUInt16BE(4) : box.readUInt32BE(4);
}

/** The picture that is coded itself, where the main one is put together of others. */
function firstTile(main: number, references: readonly Reference[]): number {
  let id = main;
  for (let depth = 0; depth < 4; depth += 1) {
    const made = references.find(({ type, from }) => type === "dimg" && from === id)?.to[0];
    if (made === undefined) return id;
    id = made;
  }
  return id;
}

function readItems(meta: readonly Box[], properties: readonly Box[], count: Count): Map<number, Item> {
  const info = sole(meta, "iinf");
  const items = new Map<number, Item>();
  const entries = info === null ? [] : [...boxesOf(info.subarray(info[0] === 0 ? 6 : 8))];
  for (const { type, body } of entries) {
    const version = body[0] ?? 0;
    if (type !== "infe" || version < 2) continue;
    const wide = version === 2 ? 0 : 2;
    const id = wide === 0 ? body.readUInt16BE(4) : body.readUInt32BE(4);
    const isHidden = ((body[3] ?? 0) & 1) === 1;
    items.set(id, { type: body.toString("latin1", 8 + wide, 12 + wide), isHidden, properties: [] });
  }
  for (const { type, body } of insideBoxes(meta, "iprp"))
    if (type === "ipma") associate(body, items, properties, count);
  return items;
}

function associate(body: Buffer, items: Map<number, Item>, properties: readonly Box[], count: Count): void {
  const [isWide, isLong] = [(body[0] ?? 0) > 0, ((body[3] ?? 0) & 1) === 1];
  let at = 8;
  for (let left = body.readUInt32BE(4); left > 0; left -= 1) {
    const id = isWide ? body.readUInt32BE(at) : body.readUInt16BE(at);
    at += isWide ? 4 : 2;
    const own = body.readUInt8(at);
    at += 1;
    count(1 + own);
    for (let index = 0; index < own; index += 1) {
      const number = isLong ? body.readUInt16BE(at) & 0x7fff : body.readUInt8(at) & 0x7f;
      at += isLong ? 2 : 1;
      const property = properties[number - 1];
      if (property !== undefined) items.get(id)?.properties.push(property);
    }
  }
}

/** Where the last of the items' bytes that lie in the file itself ends (`iloc`). */
function lastByte(meta: readonly Box[], count: Count): number {
  const box = sole(meta, "iloc");
  if (box === null) return 0;
  const [version, sizes, more] = [box.readUInt8(0), box.readUInt8(4), box.readUInt8(5)];
  const wide = version < 2 ? 2 : 4;
  const indexSize = version === 0 ? 0 : more & 15;
  let at = 6;
  const read = (size: number): number => {
    if (size === 0) return 0;
    at += size;
    return size === 8 ? Number(box.readBigUInt64BE(at - 8)) : box.readUIntBE(at - size, size);
  };
  let last = 0;
  for (let left = read(wide); left > 0; left -= 1) {
    count(1);
    read(wide);
    const method = version === 0 ? 0 : read(2) & 15;
    read(2);
    const base = read(more >> 4);
    for (let extents = read(2); extents > 0; extents -= 1) {
      count(1);
      read(indexSize);
      const end = base + read(sizes >> 4) + read(sizes & 15);
      if (method === 0) last = Math.max(last, end);
    }
  }
  return last;
}

function readReferences(meta: readonly Box[], count: Count): Reference[] {
  const box = sole(meta, "iref");
  if (box === null) return [];
  const wide = box[0] === 0 ? 2 : 4;
  const read = (body: Buffer, at: number): number => body.readUIntBE(at, wide);
  return [...boxesOf(box.subarray(4))].map(({ type, body }) => {
    const length = body.readUInt16BE(wide);
    count(length);
    return { type, from: read(body, 0), to: Array.from({ length }, (_, at) => read(body, wide + 2 + at * wide)) };
  });
}
