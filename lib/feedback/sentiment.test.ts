import { describe, expect, it } from "vitest";
import { soundOf } from "./sentiment";
import { themesOf } from "./themes";

describe("how a text sounds", () => {
  it.each([
    ["I love it, the sky looks wonderful", "positive"],
    ["this is terrible, the face looks horrible", "negative"],
    ["not good at all", "negative"],
    ["Sieht nach nix aus", null],
    ["1234", null],
  ])("%s: %s", async (text, sound) => {
    expect(await soundOf(text)).toBe(sound);
  });
});

describe("what a text is about", () => {
  it.each([
    ["the colours are too strong and her face looks fake", ["too_much", "colour", "people", "fake"]],
    ["Nothing happened", ["unchanged"]],
    ["it didn’t change anything in the background", ["unchanged", "background"]],
    ["took too long", ["slow"]],
    ["tolle Farben", []],
  ])("%s: %j", (text, themes) => {
    expect(themesOf(text)).toEqual(themes);
  });
});
