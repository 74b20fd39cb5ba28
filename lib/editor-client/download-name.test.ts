import { describe, expect, it } from "vitest";
import { downloadName } from "./download-name";

describe("downloadName", () => {
  it.each([
    ["IMG 2041.JPG", 3, "Make it blue!", "img-2041-v3-make-it-blue.png"],
    [null, 1, "make the sky more dramatic", "mizual-v1-make-the-sky-more-dramatic.png"],
    ["été.heic", 2, "青くして", "été-v2-青くして.png"],
    ["../../etc/passwd", 1, "x", "etc-passwd-v1-x.png"],
    ["a.png", 1, "!!!", "a-v1.png"],
    ["", 1, "ok", "mizual-v1-ok.png"],
  ])("%s, v%i, %s → %s", (source, version, prompt, name) => {
    expect(downloadName(source, version, prompt)).toBe(name);
  });

  it("ends a long prompt at a word", () => {
    const name = downloadName("a.png", 1, "make everything a great deal warmer and softer than it was before");
    expect(name).toBe("a-v1-make-everything-a-great-deal-warmer-and-softer.png");
  });

  it("cuts a single endless word, between characters", () => {
    expect(downloadName("a.png", 1, "😀a".replace("😀", "𠮷").repeat(60)).length).toBeLessThan(100);
  });
});
