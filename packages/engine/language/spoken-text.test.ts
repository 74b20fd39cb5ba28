import { describe, expect, it } from "vitest";
import { dateInFigures } from "../vocabulary/dates";
import { quoteSpokenText } from "./spoken-text";
import { tokenise } from "./tokenise";

const quotedIn = (request: string): string[] =>
  quoteSpokenText(tokenise(request), request).flatMap((token) => (token.kind === "quoted" ? [token.text] : []));

describe("text that stands in no quotation marks", () => {
  it.each([
    ["write Happy Birthday on it", "Happy Birthday"],
    ["Write Mum & Dad, 1985 at the bottom", "Mum & Dad, 1985"],
    ["write hello, warmer colours", "hello"],
    ["add a caption saying The best day", ""],
    ["add a caption saying Best day, 2019", "Best day"],
    ["watermark ©Anna", "©Anna"],
    ["meme text top hello", "hello"],
    ["write my name on it", ""],
    ["write it bigger", ""],
    ["a man saying hello", ""],
    ["overwrite hello", ""],
    [`write "a" on it`, "a"],
    ["watermark © J. Smith, bottom right", "© J. Smith"],
    ["write St. Ives 2023 at the bottom", "St. Ives 2023"],
    ["write No. 7. Make it darker", "No. 7"],
    ["add the caption by A. B. Carter", "by A. B. Carter"],
    ["add my name Lisa M., bottom right", "Lisa M."],
    ["write Love you. Mum at the bottom", "Love you. Mum"],
    ["write hello. The sky is too dark", "hello"],
    ["add the caption summer 2024 big at the top", "summer 2024"],
    ["write The End at the bottom", "The End"],
    ["write \uFFFC", ""],
  ])("%s: %s", (request, text) => {
    expect(quotedIn(request)).toEqual(text === "" ? [] : [text]);
  });

  it("is written in single quotation marks as well, which no apostrophe is", () => {
    expect(quotedIn("put 'Don't stop' on it")).toEqual(["Don't stop"]);
    expect(quotedIn("put ‘Rome’ on it")).toEqual(["Rome"]);
    expect(quotedIn("it's too dark, don't touch the dogs' ears")).toEqual([]);
  });
});

describe("lines of a meme", () => {
  it.each([
    ["meme text top WHEN YOU bottom FORGET", ["WHEN YOU", "FORGET"]],
    ["meme top: my cat and I, bottom: the end", ["my cat and I", "the end"]],
    ["add meme text on top so close and at the bottom yet so far, make it darker", ["so close", "yet so far"]],
    ["put the text at the top", []],
  ])("%s", (request, lines) => {
    expect(quotedIn(request)).toEqual(lines);
  });
});

describe("dates", () => {
  it.each([
    ["24.12.1999", "24.12.1999"],
    ["'98 5 12", "'98 5 12"],
    ["12th of May 1998", "12 5 1998"],
    ["Sept 3, 2004", "9 3 2004"],
    ["2024-05-06", "2024-05-06"],
    ["Rome", null],
    ["1/2", null],
  ])("%s in figures: %s", (text, figures) => {
    expect(dateInFigures(text)).toBe(figures);
  });

  it("are one token, and no ratio or amount", () => {
    for (const date of ["24/12/1999", "24.12.99", "May 12, 1998", "1 June 2003"]) {
      expect(quotedIn(`put ${date} on it`)).toEqual([date]);
    }
    expect(quotedIn("crop to 4/5, by 12.5 % and 3-2")).toEqual([]);
  });
});
