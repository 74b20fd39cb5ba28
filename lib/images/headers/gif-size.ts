import type { Size } from "./header-size";

/** The size of the screen that the frames are drawn on. */
export function gifSize(bytes: Buffer): Size | null {
  return { width: bytes.readUInt16LE(6), height: bytes.readUInt16LE(8) };
}
