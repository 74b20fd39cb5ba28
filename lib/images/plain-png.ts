import { crc32 } from "node:zlib";

const SIGNATURE_BYTES = 8;
const KEPT = new Set(["IHDR", "IDAT", "IEND"]);

/** Chunks that change what is seen: orientation, colours, transparency by key, frames. */
const MEANINGFUL = new Set(["eXIf", "iCCP", "cICP", "mDCV", "cLLI", "tRNS", "acTL", "fcTL", "fdAT"]);

/**
 * The same PNG with nothing but its header and pixel data, or `null` when that could change the
 * picture or anything about it is unusual: then it must be encoded anew. Only 8-bit RGB and RGBA
 * qualify. Says nothing about the pixels themselves: decode them as well.
 */
export function plainPng(bytes: Buffer): Buffer | null {
  const parts = [bytes.subarray(0, SIGNATURE_BYTES)];
  let offset = SIGNATURE_BYTES;
  while (offset + 12 <= bytes.length) {
    const end = offset + 12 + bytes.readUInt32BE(offset);
    if (end > bytes.length) return null;
    const type = bytes.toString("latin1", offset + 4, offset + 8);
    if ((offset === SIGNATURE_BYTES) !== (type === "IHDR") || MEANINGFUL.has(type)) return null;
    if (type === "IHDR" && !isTrueColour(bytes)) return null;
    if (KEPT.has(type)) {
      if (crc32(bytes.subarray(offset + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) return null;
      parts.push(bytes.subarray(offset, end));
    }
    if (type === "IEND") return Buffer.concat(parts);
    offset = end;
  }
  return null;
}

function isTrueColour(bytes: Buffer): boolean {
  return bytes[24] === 8 && (bytes[25] === 2 || bytes[25] === 6);
}
