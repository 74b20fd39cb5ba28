import type { Size } from "./header-size";

/** Real files have up to a dozen or two; thousands make a small file slow to decode. */
const MAX_SCANS = 100;

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Walks the markers to the end. `null`: no frame, two frames, or more scans than any real file has. */
export function jpegSize(bytes: Buffer): Size | null {
  let size: Size | null = null;
  let scans = 0;
  for (let offset = bytes.indexOf(0xff, 2); offset !== -1; offset = bytes.indexOf(0xff, offset)) {
    const marker = bytes[offset + 1];
    if (marker === undefined || marker === EOI) break;
    if (marker === 0xff) {
      offset += 1;
    } else if (marker === 0 || marker === 1 || marker === SOI || isRestart(marker)) {
      offset += 2;
    } else {
      if (isFrame(marker)) {
        if (size !== null) return null;
        size = { height: bytes.readUInt16BE(offset + 5), width: bytes.readUInt16BE(offset + 7) };
      }
      if (marker === SOS) scans += 1;
      if (scans > MAX_SCANS) return null;
      if (offset + 4 > bytes.length) break;
      offset += 2 + bytes.readUInt16BE(offset + 2);
    }
  }
  return size;
}
