import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentDisposition } from "./content-disposition";

const KEY = `${"0123456789abcdef".repeat(2)}.webp`;

describe("contentDisposition", () => {
  it("shows in place under a name of ours", () => {
    expect(contentDisposition(KEY, null)).toBe('inline; filename="mizual-01234567.webp"');
  });

  it.each([
    ["sunset-v2-warmer", "sunset-v2-warmer"],
    ["sunset.png", "sunset"],
    ["../../etc/passwd", "etcpasswd"],
    ['a"; filename="evil.exe', "a filename=evil.exe"],
    ["\u202Egnp.exe", "gnp.exe"],
    ["a\r\nSet-Cookie: x=1", "aSet-Cookie x=1"],
    ["", "mizual-01234567"],
    ["...", "mizual-01234567"],
  ])("saves %j as %s", (asked, name) => {
    expect(contentDisposition(KEY, asked)).toContain(`attachment; filename="${name}.webp";`);
  });

  it("keeps letters of any script in the UTF-8 name", () => {
    expect(contentDisposition(KEY, "夕焼け")).toBe(
      "attachment; filename=\"mizual-01234567.webp\"; filename*=UTF-8''%E5%A4%95%E7%84%BC%E3%81%91.webp",
    );
  });

  it("is one well-formed header whatever is asked for", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (asked) => {
        const header = contentDisposition(KEY, asked);
        expect(header).toMatch(/^attachment; filename="[ !#-~]{1,210}\.webp"; filename\*=UTF-8''[\w%.~-]+\.webp$/);
        expect(new Headers({ "content-disposition": header }).get("content-disposition")).toBe(header);
      }),
    );
  });
});
