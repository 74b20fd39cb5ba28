import { crc32 } from "node:zlib";
import { blocksOf, createGiveWay } from "./bytes";

const SIGNATURE_BYTES = 8;
const KEPT = new Set(["IHDR", "IDAT", "IEND"]);

/** Chunks that change what is seen: orientation, colours, transparency by key, frames. */
const MEANINGFUL = new Set(["eXIf", "iCCP", "cICP", "mDCV", "cLLI", "tRNS", "acTL", "fcTL", "fdAT"]);

/**
 * The same PNG with nothing but its header and pixel data, or `null` when that could change the
 * picture or anything about it is unusual: then it must be encoded anew. Only 8-bit RGB and RGBA
 * qualify. Says nothing about the pixels themselves: decode them as well.
 */
export async function plainPng(bytes: Buffer): Promise<Buffer | null> {
  const giveWay = createGiveWay();
  /** Where what is kept begins and ends. */
  const runs = [{ from: 0, to: SIGNATURE_BYTES }];
  let offset = SIGNATURE_BYTES;
  while (offset + 12 <= bytes.length) {
    const end = offset + 12 + bytes.readUInt32BE(offset);
    if (end > bytes.length) return null;
    const type = bytes.toString("latin1", offset + 4, offset + 8);
    if ((offset === SIGNATURE_BYTES) !== (type === "IHDR") || MEANINGFUL.has(type)) return null;
    if (type === "IHDR" && !isTrueColour(bytes)) return null;
    if (KEPT.has(type)) {
      let sum = 0;
      for (const block of blocksOf(bytes.subarray(offset + 4, end - 4))) {
        sum = crc32(block, sum);
        await giveWay();
      }
      if (sum !== bytes.readUInt32BE(end - 4)) return null;
      const last = runs.at(-1);
      if (last?.to === offset) last.to = end;
      else runs.push({ from: offset, to: end });
    }
    if (type === "IEND") return joined(runs.map(({ from, to }) => bytes.subarray(from, to)));
    offset = end;
  }
  return null;
}

/** One buffer of all parts, copied only where there are several. */
async function joined([first, ...rest]: Buffer[]): Promise<Buffer> {
  if (first !== undefined && rest.length === 0) return first;
  const parts = first === undefined ? rest : [first, ...rest];
  const whole = Buffer.allocUnsafeSlow(parts.reduce((size, part) => size + part.byteLength, 0));
  const giveWay = createGiveWay();
  let at = 0;
  for (const part of parts) {
    for (const block of blocksOf(part)) {
      whole.set(block, at);
      at += block.byteLength;
      await giveWay();
    }
  }
  return whole;
}

function isTrueColour(bytes: Buffer): boolean {
  return bytes[24] === 8 && (bytes[25] === 2 || bytes[25] === 6);
}
