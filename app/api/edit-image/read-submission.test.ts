import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { decodeBase64 } from "./read-submission";

const wrapped = (text: string, width: number, end: string): string =>
  text.replaceAll(new RegExp(`.{${width}}`, "g"), (line) => line + end);

test("gives back any bytes, bare or as a data URL of any type, however it is written", () => {
  const writing = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => wrapped(text, 76, "\n"),
    (text) => wrapped(text, 64, "\r\n"),
    (text) => ` ${text}\t\n`,
    (text) => text.replaceAll("+", "-").replaceAll("/", "_"),
    (text) => text.replaceAll("=", ""),
  );
  const prefixes = [
    "",
    "data:image/png;base64,",
    "data:;base64,",
    "data:x/y;a=b;BASE64,",
    "data:image/jpeg;charset=utf-8;name=a.jpg;base64,",
    " DATA:image/png;base64, ",
  ];
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 300 }),
      fc.constantFrom(...prefixes),
      writing,
      (bytes, prefix, write) => {
        expect([...decodeBase64(prefix + write(Buffer.from(bytes).toString("base64")))]).toEqual([...bytes]);
      },
    ),
  );
});

test("takes a data URL whose signs are escaped", () => {
  expect([...decodeBase64("data:image/png;base64,%2B%2F8%3D")]).toEqual([...Buffer.from("+/8=", "base64")]);
  expect(() => decodeBase64("data:image/png;base64,%2")).toThrow(AppError);
});

test.each([
  "",
  " ",
  "=",
  "A",
  "AAAAA",
  "AA=A",
  "AAA==",
  "AAAA====",
  "data:image/png,AAAA",
  "data:image/png;base64",
  "é+AA",
  "AA:A",
  "{}",
])("refuses %j", (text) => {
  expect(() => decodeBase64(text)).toThrow(AppError);
});

test("refuses every text with other signs, and says no more of it", () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(..."AQz9+/=-_ \n,;:é".split("")) }), (text) => {
      const bare = text.replaceAll(/\s/g, "");
      const [, data = "", padding = ""] = /^([A-Za-z0-9+/_-]*)(={0,2})$/.exec(bare) ?? [];
      const isBase64 = data.length > 1 && data.length % 4 !== 1 && (padding === "" || bare.length % 4 === 0);
      if (isBase64) expect(decodeBase64(text).byteLength).toBe(Math.floor((data.length * 3) / 4));
      else expect(() => decodeBase64(text)).toThrow(AppError);
    }),
  );
});
