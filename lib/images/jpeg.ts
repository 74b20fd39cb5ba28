const SOS = 0xda;
const JFIF_APP0 = 0xe0;

/** Frames that one scan of all coefficients belongs to (baseline and extended sequential). */
const SEQUENTIAL = new Set([0xc0, 0xc1]);

/**
 * The same JPEG without three oddities that a strict decoder reports although no pixel suffers: stray
 * bytes between the segments of its header, a JFIF revision that nobody knows, and scan parameters
 * that mean nothing in a sequential file. The compressed pixels are not touched. `null` when there
 * is no header to be made out.
 */
export function tidyJpeg(bytes: Buffer): Buffer | null {
  const parts = [bytes.subarray(0, 2)];
  let isSequential = false;
  for (let offset = bytes.indexOf(0xff, 2); offset !== -1; offset = bytes.indexOf(0xff, offset)) {
    const marker = bytes[offset + 1];
    if (marker === undefined || offset + 4 > bytes.length) return null;
    if (marker === 0xff || marker === 0) {
      offset += 1;
      continue;
    }
    const end = offset + 2 + bytes.readUInt16BE(offset + 2);
    const segment = Buffer.from(bytes.subarray(offset, end));
    if (SEQUENTIAL.has(marker)) isSequential = true;
    if (marker === JFIF_APP0 && segment.toString("latin1", 4, 9) === "JFIF\0") segment.writeUInt16BE(0x0102, 9);
    if (marker === SOS && isSequential) segment.set([0, 63, 0], segment.length - 3);
    parts.push(segment);
    if (marker === SOS) return Buffer.concat([...parts, bytes.subarray(end)]);
    offset = end;
  }
  return null;
}
