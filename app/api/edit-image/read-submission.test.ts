import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { decodeBase64 } from "./read-submission";

test("gives back any bytes, bare or as a data URL of any type", () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1 }),
      fc.constantFrom("", "data:image/png;base64,", "data:;base64,", "data:x/y;a=b;BASE64,"),
      (bytes, prefix) => {
        expect([...decodeBase64(prefix + Buffer.from(bytes).toString("base64"))]).toEqual([...bytes]);
      },
    ),
  );
});

test("refuses every other text, and says no more of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."AQz9+/=-_ \n,;:é".split("")) }), (text) => {
      const canonical = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{4}|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{2}==)$/.test(text);
      if (canonical) expect(decodeBase64(text).byteLength).toBeGreaterThan(0);
      else expect(() => decodeBase64(text)).toThrow(AppError);
    }),
  );
});
