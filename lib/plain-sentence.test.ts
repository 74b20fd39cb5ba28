import { describe, expect, it } from "vitest";
import { plainSentence } from "./plain-sentence";

describe("a provider's own words", () => {
  it.each([
    ["I can't do that.", "I can't do that."],
    ["  two\n lines\t", "two lines"],
    ["see https://evil.example/x?y or www.evil.example now", "see or now"],
    ["<b>bold</b><script>x()</script> **text**", "bold x() text"],
    ["a\u0007\u202eb\u{e0041}", "a b"],
    ["<img src=x onerror=alert(1)", "img src=x onerror=alert(1)"],
    ["Not with “faces”, sorry – 禁止", "Not with “faces”, sorry – 禁止"],
  ])("%j becomes %j", (words, plain) => {
    expect(plainSentence(words)).toBe(plain);
  });

  it("is cut at a word, at most 200 characters", () => {
    const plain = plainSentence("word ".repeat(500)) ?? "";
    expect(plain.length).toBeLessThanOrEqual(200);
    expect(plain).toMatch(/word…$/);
  });

  it.each(["", "   ", "\u0000", "<b></b>", "…"])("is nothing where nothing is left: %j", (words) => {
    expect(plainSentence(words)).toBeNull();
  });
});
