import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { createJsonMeter } from "./parse-json";

const CHUNK = 65_536;

/** How many bytes of a text were taken before it was refused; all of them where it was not. */
function bytesTaken(text: string, size: number = CHUNK): number {
  const bytes = Buffer.from(text);
  const meter = createJsonMeter();
  for (let at = 0; at < bytes.length; at += size) {
    try {
      meter.take(bytes.subarray(at, at + size));
    } catch (error) {
      expect(error).toMatchObject({ code: "VALIDATION_FAILED" });
      return at + size;
    }
  }
  return bytes.length;
}

test.each([
  ["keys inside keys", `{${'"":'.repeat(9_000_000)}1}`],
  ["fields", `{${'"":1,'.repeat(5_000_000)}"":1}`],
  ["lists inside lists", "[".repeat(27_000_000)],
  ["blanks", " ".repeat(27_000_000)],
  ["digits", "1".repeat(27_000_000)],
  ["strings that nothing parts", '""'.repeat(13_000_000)],
  ["escaped quotation marks", `{"prompt":"${String.raw`\"`.repeat(13_000_000)}"}`],
])("stops reading 27 MB of %s at once", (_what, text) => {
  expect(bytesTaken(text)).toBeLessThanOrEqual(2 * CHUNK);
});

test("takes what people send: a long prompt, quotes, a picture of 27 MB, wherever the chunks end", () => {
  const prompt = String.raw`say "hello" \ `.repeat(130);
  const text = JSON.stringify({ prompt, image_data: "A".repeat(27_000_000) }, null, 2);
  for (const size of [CHUNK, 1_000_003]) expect(bytesTaken(text, size)).toBe(Buffer.byteLength(text));
  const short = JSON.stringify({ prompt: "x".repeat(100) + prompt });
  for (const size of [1, 2, 3, 7]) expect(bytesTaken(short, size)).toBe(Buffer.byteLength(short));
});

test("counts the same however the text is cut", () => {
  const text = fc.string({ unit: fc.constantFrom(...'{}[]",:\\a'.split("")), maxLength: 400 });
  fc.assert(
    fc.property(text, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 60 }), (whole, sizes) => {
      const outcome = (parts: readonly Uint8Array[]): string => {
        const meter = createJsonMeter();
        try {
          for (const part of parts) meter.take(part);
          return "taken";
        } catch (error) {
          if (error instanceof AppError) return error.code;
          throw error;
        }
      };
      const bytes = Buffer.from(whole);
      const parts: Uint8Array[] = [];
      for (let at = 0, index = 0; at < bytes.length; index += 1) {
        const size = sizes[index % sizes.length] ?? 1;
        parts.push(bytes.subarray(at, at + size));
        at += size;
      }
      expect(outcome(parts)).toBe(outcome([bytes]));
    }),
    { numRuns: 500 },
  );
});
