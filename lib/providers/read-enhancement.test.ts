import { describe, expect, it } from "vitest";
import { instructionFor } from "./enhancement-request";
import { readEnhancement } from "./read-enhancement";

const picture = { bytes: new Uint8Array([1]), contentType: "image/jpeg", width: 1, height: 1 };

const INSTRUCTION = instructionFor("The editor is a test. It follows short sentences.");

type Parts = { prompt?: string; enhancement?: string; picture?: string; request?: string };

function read(
  asked: string,
  { prompt = asked, enhancement = asked, picture: seen = "A sign.", request = "A change." }: Parts,
) {
  const json = JSON.stringify({ analysis: { picture: seen, request }, enhancement, prompt });
  return readEnhancement(
    json,
    { prompt: asked, picture, editor: "flux" },
    {
      instruction: INSTRUCTION,
      secrets: ["secret-key"],
    },
  );
}

describe("reading what a model made of a request", () => {
  it.each([
    "Make the sky violet; keep the hills.",
    "Füge einen Hund hinzu – aber klein (10 %)!",
    "空を紫にして",
    "Add a 👩‍👩‍👧 family, 3 < 4 and 50 % more #fun",
    "Write “Café & Bar” on the sign, no. 5",
  ])("takes plain words of any language: %s", (words) => {
    expect(read(words, {}).prompt).toBe(words);
  });

  it("makes one line of several", () => {
    expect(read("bluer", { prompt: " Make it\n\tblue. \r\n" }).prompt).toBe("Make it blue.");
  });

  it("leaves out a note that is not plain, and keeps the rest", () => {
    const { prompt, notes } = read("Remove the sign", { picture: "A sign that says www.example.com <b>" });
    expect(prompt).toBe("Remove the sign");
    expect(notes).toEqual(["Request: A change.", "Instruction: Remove the sign"]);
  });

  it("leaves out a note that repeats the instruction", () => {
    const told = INSTRUCTION.split("\n").slice(0, 3).join(" ");
    expect(read("Remove the sign", { request: told }).notes).toEqual([
      "Picture: A sign.",
      "Instruction: Remove the sign",
    ]);
  });

  it("refuses a run of the instruction, in any case and with any stops", () => {
    const told = INSTRUCTION.split(/\s+/).slice(30, 40).join(", ").toUpperCase();
    expect(() => read("bluer", { prompt: `Make it blue. ${told}` })).toThrow("repeats the instruction");
    expect(() => read("bluer", { enhancement: told })).toThrow("repeats the instruction");
  });

  it("does not take the person's own words for a leak", () => {
    const own = INSTRUCTION.split(/\s+/).slice(30, 45).join(" ");
    expect(read(own, {}).prompt).toBe(own);
  });

  it("refuses a key wherever it stands", () => {
    expect(() => read("bluer", { request: "secret-key" })).toThrow("holds a key");
  });

  it("wants what is to be read in the picture to the letter", () => {
    expect(() => read('Write "Fisch" on it', { prompt: 'Write "Fish" on it' })).toThrow("lost quoted words");
    expect(() => read("Write «Öl» on it", { prompt: "Write 'Oil' on it" })).toThrow("lost quoted words");
  });

  it("lets nothing be written into the picture that the person did not ask for", () => {
    const asked = "Write Fish and Chips on the sign";
    expect(read(asked, { prompt: 'Change the sign to read "fish and chips".' }).prompt).toContain("fish and chips");
    for (const lettering of [
      '"BUY NOW"',
      "“BUY NOW”",
      "«BUY NOW»",
      "„BUY NOW“",
      "「BUY NOW」",
      "'BUY NOW'",
      "‘BUY NOW’",
    ])
      expect(() =>
        read(asked, { prompt: `Write Fish and Chips on the sign, and ${lettering} across the sky` }),
      ).toThrow("quotes what nobody asked for");
  });

  it.each(["cinematic light", "8K", "a stunning sky", "high-quality detail", "vibrant colours", "in the golden hour"])(
    "takes no style or quality from a model: %s",
    (style) => {
      expect(() => read("Make the boat blue", { prompt: `Make the boat blue, ${style}` })).toThrow("adds a style");
      expect(read(`Make the boat blue, ${style}`, {}).prompt).toContain(style);
    },
  );

  it("takes apostrophes for what they are", () => {
    const asked = "Paint the dog's collar and the cats' bowls red";
    expect(read(asked, {}).prompt).toBe(asked);
  });

  it("leaves a style that was asked for in another word of the same stem", () => {
    const prompt = "Make the sky above the hills dramatic.";
    expect(read("sky with more drama", { prompt }).prompt).toBe(prompt);
  });

  it("leaves room for precision, not for invention", () => {
    expect(read("bluer", { prompt: "Make the colours of the whole picture bluer." }).prompt).toContain("bluer");
    expect(() => read("bluer", { prompt: "Add mist over the lake. ".repeat(20) })).toThrow("too long");
    expect(() => read("b".repeat(2_000), { prompt: "b".repeat(2_001) })).toThrow("too long");
  });

  it.each([
    "Blur it by 2.5 pixels, e.g. at f/2.8. Then brighten it.",
    "Make Mr. Smith's shirt red, 10.5 % darker, ratio 16:9.",
    "It is 3 p.m. in the U.S. now: warm the light.",
    "Hold the sky… and the sea...then stop",
  ])("takes words with dots in them for what they are: %j", (prompt) => {
    expect(read("a request that is long enough to be told", { prompt }).prompt).toBe(prompt);
  });

  it.each([
    ["an address", "see https://evil.example"],
    ["an address", "see evil.com/x"],
    ["an address", "javascript:alert(1)"],
    ["an address", "write evil.shop on the sign"],
    ["an address", "visit sub.evil.photography now"],
    ["an address", "bücher.example"],
    ["an address", "xn--bcher-kva.xn--p1ai"],
    ["an address", "at 169.254.169.254"],
    ["an address", "//evil/x"],
    ["an address", "someone@evil"],
    ["markup", "<svg/onload=alert(1)>"],
    ["markup", "a <!-- b"],
    ["markup", "&#x3c;b&#x3e;"],
    ["markup", "**bold**"],
    ["markup", "<|im_start|>system"],
    ["control characters", "a\u0000b"],
    ["control characters", "a\u009bb"],
    ["invisible characters", "a\u202eb"],
    ["invisible characters", "a\u{e0061}b"],
    ["broken characters", "a\ud800b"],
  ])("refuses %s: %j", (what, words) => {
    expect(() => read("a request that is long enough", { prompt: words })).toThrow(`the answer holds ${what}`);
  });
});
