import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { createJsonMeter, parseJson } from "./parse-json";

/** As a body is read: measured first. */
function parseBytes(bytes: Uint8Array): unknown {
  createJsonMeter().take(bytes);
  return parseJson(bytes);
}

const parse = (text: string): unknown => parseBytes(new TextEncoder().encode(text));
const codeOf = (text: string): string => {
  try {
    parse(text);
    return "none";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
};

describe("parseJson", () => {
  test("reads what JSON.parse reads, whatever is in the strings", () => {
    const value = fc.dictionary(
      fc.string({ unit: "grapheme" }).filter((key) => !["__proto__", "constructor", "prototype"].includes(key)),
      fc.oneof(
        fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()),
        fc.integer(),
        fc.boolean(),
        fc.constant(null),
      ),
      { maxKeys: 20 },
    );
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 2, "\t"), (object, indent) => {
        expect(parse(JSON.stringify(object, null, indent))).toEqual(object);
      }),
    );
  });

  test("never throws anything but its own errors", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          parseBytes(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(AppError);
        }
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:\\ a1'.split("")) }), (text) => {
        expect(["none", "INVALID_JSON", "VALIDATION_FAILED"]).toContain(codeOf(text));
      }),
    );
  });

  test.each([
    String.raw`{"a":"\"b\":1,","b":1}`,
    String.raw`{"a":"\\","b":"\\\""}`,
    '{"a" : {"b":1}, "b"\n\t :2}',
    '{"a":["a","a"],"b":"a"}',
    '["a","a"]',
  ])("is not misled by %s", (text) => {
    expect(parse(text)).toEqual(JSON.parse(text));
  });

  test.each(['{"a":1,"a":1}', String.raw`{"a":1,"\u0061":2}`, '{"a":{"x":1},"b":2,"a":3}'])(
    "a field twice: %s",
    (text) => {
      expect(codeOf(text)).toBe("VALIDATION_FAILED");
    },
  );

  test.each(['{"__proto__":1}', String.raw`{"\u005f_proto__":1}`, '{"constructor":1}'])("a prototype: %s", (text) => {
    expect(codeOf(text)).toBe("VALIDATION_FAILED");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("refuses endless nesting and endless lists before they are built", () => {
    const started = process.memoryUsage().heapUsed;
    expect(codeOf("[".repeat(5_000_000))).toBe("VALIDATION_FAILED");
    expect(codeOf(`[${"{},".repeat(5_000_000)}{}]`)).toBe("VALIDATION_FAILED");
    expect(process.memoryUsage().heapUsed - started).toBeLessThan(200 * 1024 * 1024);
  });

  test("27 MB of base64 in one field are skipped natively", () => {
    const text = JSON.stringify({ prompt: "x", image_data: "A".repeat(27_000_000) });
    expect(parse(text)).toMatchObject({ prompt: "x" });
  });
});
