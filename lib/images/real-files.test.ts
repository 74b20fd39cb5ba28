import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { IS_SAMPLE } from "@/tests/sample";
import { fileColours } from "./colour/file-colours";
import { compressionOfTiff } from "./header-size";
import { inspectPicture } from "./inspect";
import { wholeJpeg } from "./jpeg/whole";
import { sniffImage } from "./sniff";

// What is read of a file before any decoder sees it, on files that cameras, phones and editors wrote, with bytes changed,
// moved, repeated and cut: an answer, or a refusal of ours.
const root = path.join(import.meta.dirname, "../..");
const files = [
  ...readdirSync(path.join(root, "tests/files")).map((name) => `tests/files/${name}`),
  ...readdirSync(path.join(root, "public/samples"))
    .filter((name) => name.endsWith(".webp"))
    .map((name) => `public/samples/${name}`),
];

const LIMITS = { bytes: 20_000_000, pixels: 50_000_000, side: 30_000 };

/** Near its beginning, where files say what they are, more often than anywhere. */
const place = (length: number): fc.Arbitrary<number> =>
  fc.oneof({ weight: 4, arbitrary: fc.nat(Math.min(length, 600) - 1) }, fc.nat(length - 1));

type Change = (bytes: Buffer) => Buffer;

const changesOf = (length: number): fc.Arbitrary<Change> => {
  const at = place(length);
  const value = fc.oneof(fc.constantFrom(0, 1, 0x7f, 0x80, 0xff), fc.nat(255));
  return fc.oneof(
    fc.record({ at, value }).map(
      ({ at, value }): Change =>
        (bytes) =>
          patched(bytes, at, Buffer.of(value)),
    ),
    // Four bytes are a length or an offset more often than not.
    fc
      .record({ at, value: fc.constantFrom(0, 1, 7, 8, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff) })
      .map(({ at, value }): Change => {
        const word = Buffer.alloc(4);
        word.writeUInt32BE(value);
        return (bytes) => patched(bytes, at, word);
      }),
    at.map(
      (from): Change =>
        (bytes) =>
          bytes.subarray(0, from),
    ),
    fc.record({ from: at, to: at, length: fc.integer({ min: 1, max: 64 }) }).map(
      ({ from, to, length }): Change =>
        (bytes) =>
          patched(bytes, to, bytes.subarray(from, from + length)),
    ),
    fc.record({ from: at, length: fc.integer({ min: 1, max: 64 }), times: fc.integer({ min: 1, max: 40 }) }).map(
      ({ from, length, times }): Change =>
        (bytes) =>
          Buffer.concat([
            bytes.subarray(0, from),
            ...Array.from({ length: times }, () => bytes.subarray(from, from + length)),
            bytes.subarray(from),
          ]),
    ),
  );
};

function patched(bytes: Buffer, at: number, other: Buffer): Buffer {
  const changed = Buffer.from(bytes);
  other.copy(changed, Math.min(at, changed.length));
  return changed;
}

/** Answers, or refuses as the request would be refused. */
function answers<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect([400, 413, 415]).toContain((error as AppError).status);
    return null;
  }
}

it.each(files)("answers or refuses before any decoder, whatever becomes of %s", async (file) => {
  const whole = readFileSync(path.join(root, file));
  expect(sniffImage(whole)).toHaveProperty("format");
  await fc.assert(
    fc.asyncProperty(fc.array(changesOf(whole.length), { minLength: 1, maxLength: 5 }), async (changes) => {
      const bytes = changes.reduce<Buffer>((changed, change) => change(changed), whole);
      const sniffed = answers(() => sniffImage(bytes));
      if (sniffed === null || !("format" in sniffed)) return;
      const size = answers(() => inspectPicture(bytes, LIMITS));
      if (size === null) return;
      expect(size.width * size.height).toBeLessThanOrEqual(LIMITS.pixels);
      expect(Math.min(size.width, size.height)).toBeGreaterThan(0);
      answers(() => fileColours(bytes, sniffed.format));
      if (sniffed.format === "tiff") answers(() => compressionOfTiff(bytes));
      if (sniffed.format === "jpeg") await wholeJpeg(bytes);
    }),
    { numRuns: IS_SAMPLE ? 80 : 800 },
  );
});
