import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import type * as OpenType from "opentype.js";

/** Inter, under the SIL Open Font License 1.1: https://rsms.me/inter/. It covers Latin, Greek and Cyrillic. */
const FILES = {
  normal: "600SemiBold/Inter_600SemiBold.ttf",
  bold: "800ExtraBold/Inter_800ExtraBold.ttf",
} as const;

export type FontWeight = keyof typeof FILES;

// At run time, so that a bundler leaves the library where it is.
const require = createRequire(import.meta.url);

const loading = new Map<FontWeight, Promise<OpenType.Font>>();

/** A font that comes with the engine, read once per thread: letters never depend on those of a system. */
export function loadFont(weight: FontWeight): Promise<OpenType.Font> {
  const loaded = loading.get(weight) ?? read(FILES[weight]);
  loading.set(weight, loaded);
  return loaded;
}

async function read(file: string): Promise<OpenType.Font> {
  const { parse } = require("opentype.js") as typeof OpenType;
  // Not by `require.resolve`, which the bundler replaces; next.config.mjs sees to it that the files are there.
  const bytes = await readFile(path.join(process.cwd(), "node_modules/@expo-google-fonts/inter", file));
  return parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}
