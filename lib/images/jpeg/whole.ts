import { type Frame, isFrameMarker, parseFrame, parseScan, parseTables, type Scan, type ScanTables } from "./frame";
import { readScan } from "./scan";

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
  const tables: ScanTables = { dc: new Map(), ac: new Map() };
  const parts = [bytes.subarray(0, 2)];
  let frame: Frame | null = null;
  let restartInterval = 0;
  let hasEnd = false;
  let offset = bytes.indexOf(0xff, 2);
  while (offset !== -1) {
    const marker = bytes[offset + 1];
    if (marker === undefined) break;
    if (marker === EOI) {
      hasEnd = true;
      break;
    }
    if (marker === 0xff || marker === 0 || isAlone(marker)) {
      offset = bytes.indexOf(0xff, offset + (marker === 0xff ? 1 : 2));
      continue;
    }
    const segment = segmentAt(bytes, offset);
    // The file ends in a header: of no worth where the picture is complete, and cut where it is not.
    if (segment === null) break;
    parts.push(segment);
    let end = offset + segment.length;
    if (marker === DHT && !parseTables(segment, tables)) return null;
    if (marker === DRI) restartInterval = segment.length >= 6 ? segment.readUInt16BE(4) : 0;
    if (isFrameMarker(marker)) {
      if (frame !== null) return null;
      frame = parseFrame(segment);
      if (frame === null) return null;
    }
    if (marker === SOS) {
      const scan = frame === null ? null : parseScan(segment, frame, tables);
      const read =
        frame === null || scan === null ? null : await readScan(bytes, end, frame, scan, { restartInterval, isLate });
      if (read === null || scan === null) return null;
      note(scan);
      parts.push(...read.data);
      ({ end } = read);
    }
    offset = bytes.indexOf(0xff, end);
  }
  return frame !== null && isComplete(frame, hasEnd) ? Buffer.concat([...parts, END]) : null;
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
