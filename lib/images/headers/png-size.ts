import type { Size } from "./header-size";

/** From the header chunk, which comes first in every PNG. */
export function pngSize(bytes: Buffer): Size | null {
  if (bytes.toString("latin1", 12, 16) !== "IHDR" || bytes.readUInt32BE(8) !== 13) return null;
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) };
}
