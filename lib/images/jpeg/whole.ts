import { type Frame, isFrameMarker, parseFrame, parseScan, parseTables, type Scan, type ScanTables } from "./frame";
import { type ReadScan, readScan } from "./scan";

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const DHT = 0xc4;
const DRI = 0xdd;
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
const isAlone = (marker: number): boolean => marker === 1 || marker === SOI || isRestart(marker);

const END = Buffer.from([0xff, EOI]);

/**
 * The same JPEG without what a strict decoder complains of although no pixel suffers: bytes between its
 * segments and before its restart markers, a missing end, bytes after it. Every code of every scan is
 * read for it, which decides by the file alone whether it is whole: a decoder's own words are shared by
 * all decodes of a process.
 * @param isLate is asked now and then; when it answers true, the file counts as not whole.
 * @returns `null` when picture data is missing or makes no sense, and for a kind that browsers do not read.
 */
export async function wholeJpeg(bytes: Buffer, isLate: () => boolean = () => false): Promise<Buffer | null> {
  const state: State = { tables: { dc: new Map(), ac: new Map() }, frame: null, restartInterval: 0 };
  const parts = [bytes.subarray(0, 2)];
  let hasEnd = false;
  let offset = bytes.indexOf(0xff, 2);
  while (offset !== -1) {
    const marker = bytes[offset + 1];
    hasEnd = marker === EOI;
    if (marker === undefined || hasEnd) break;
    if (marker === 0xff || marker === 0 || isAlone(marker)) {
      offset = bytes.indexOf(0xff, offset + (marker === 0xff ? 1 : 2));
      continue;
    }
    const segment = segmentAt(bytes, offset);
    // The file ends in a header: of no worth where the picture is complete, and cut where it is not.
    if (segment === null) break;
    let end = offset + segment.length;
    parts.push(segment);
    if (marker === SOS) {
      const read = await readCodes(bytes, end, segment, state, isLate);
      if (read === null) return null;
      parts.push(...read.data);
      ({ end } = read);
    } else if (!noteSegment(segment, marker, state)) {
      return null;
    }
    offset = bytes.indexOf(0xff, end);
  }
  return state.frame !== null && isComplete(state.frame, hasEnd) ? Buffer.concat([...parts, END]) : null;
}

type State = { tables: ScanTables; frame: Frame | null; restartInterval: number };

/** Remembers what a segment says for the scans to come; `false` when it makes no sense. */
function noteSegment(segment: Buffer, marker: number, state: State): boolean {
  if (marker === DHT) return parseTables(segment, state.tables);
  if (marker === DRI) state.restartInterval = segment.length >= 6 ? segment.readUInt16BE(4) : 0;
  if (!isFrameMarker(marker)) return true;
  const isFirst = state.frame === null;
  state.frame = parseFrame(segment);
  return isFirst && state.frame !== null;
}

async function readCodes(
  bytes: Buffer,
  start: number,
  segment: Buffer,
  { frame, tables, restartInterval }: State,
  isLate: () => boolean,
): Promise<ReadScan | null> {
  const scan = frame === null ? null : parseScan(segment, frame, tables);
  if (frame === null || scan === null) return null;
  const read = await readScan(bytes, start, frame, scan, { restartInterval, isLate });
  if (read !== null) note(scan);
  return read;
}

function segmentAt(bytes: Buffer, offset: number): Buffer | null {
  if (offset + 4 > bytes.length) return null;
  const end = offset + 2 + bytes.readUInt16BE(offset + 2);
  return end > bytes.length || end < offset + 4 ? null : bytes.subarray(offset, end);
}

/** Remembers what this scan said of its components' coefficients. */
function note({ parts, from, to, after }: Scan): void {
  for (const { component } of parts) component.missing.fill(after, from, to + 1);
}

/**
 * Whether something is known of every component, and of a file that does not say where it ends,
 * everything: its encoder would have told the rest.
 */
function isComplete({ components }: Frame, hasEnd: boolean): boolean {
  return components.every(({ missing }) => (hasEnd ? missing[0] !== 255 : missing.every((bits) => bits === 0)));
}
