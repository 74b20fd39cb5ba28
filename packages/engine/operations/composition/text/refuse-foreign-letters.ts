import type { Font } from "opentype.js";
import { EngineError } from "../../../errors";

/** How scripts that the font lacks are called. */
const SCRIPTS: ReadonlyArray<readonly [letters: RegExp, name: string]> = [
  [/\p{Extended_Pictographic}/u, "emoji"],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, "Japanese"],
  [/\p{Script=Han}/u, "Chinese characters"],
  [/\p{Script=Hangul}/u, "Korean"],
  [/\p{Script=Arabic}/u, "Arabic"],
  [/\p{Script=Hebrew}/u, "Hebrew"],
  [/\p{Script=Devanagari}/u, "Devanagari (Hindi)"],
  [/\p{Script=Bengali}/u, "Bengali"],
  [/\p{Script=Tamil}/u, "Tamil"],
  [/\p{Script=Thai}/u, "Thai"],
  [/\p{Script=Georgian}/u, "Georgian"],
  [/\p{Script=Armenian}/u, "Armenian"],
];

/** How many of the letters are quoted. */
const QUOTED = 5;

/** @throws {EngineError} `NOT_UNDERSTOOD`, naming the script, when the font lacks letters of the text. */
export function refuseForeignLetters(text: string, font: Font): void {
  const missing = [...new Set(text.replaceAll("\n", ""))].filter((letter) => font.charToGlyphIndex(letter) === 0);
  if (missing.length === 0) return;
  const script = SCRIPTS.find(([letters]) => missing.some((letter) => letters.test(letter)))?.[1];
  const quoted = missing.slice(0, QUOTED).join(" ");
  const lacks = script === undefined ? `not “${quoted}”` : `not ${script}, such as “${quoted}”`;
  throw new EngineError("NOT_UNDERSTOOD", {
    detail: `The local engine can write with Latin, Greek and Cyrillic letters, but ${lacks}. Nothing was done, and it cost nothing.`,
  });
}
