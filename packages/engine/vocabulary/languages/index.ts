import { ASIDES } from "./asides";
import { CHINESE } from "./chinese";
import { FRENCH } from "./french";
import { GERMAN } from "./german";
import { HINDI } from "./hindi";
import { HINGLISH } from "./hinglish";
import type { Language } from "./language";
import { wishesIn } from "./looks";
import { PORTUGUESE } from "./portuguese";
import { SPANISH } from "./spanish";

/** A language with its words for named looks, and for what stands beside a wish. */
function whole(language: Language): Language {
  const { code, words, silent, degrees } = language;
  const { fillers = "", asides = "", reasons = "", restraint = "" } = ASIDES[code] ?? {};
  return {
    ...language,
    words: { ...words, ...wishesIn(code) },
    silent: `${silent}/${fillers}`,
    degrees: { ...degrees, "not too much": `${degrees["not too much"]}/${restraint}` },
    asides,
    reasons,
  };
}

/** The languages that are read beside English. */
export const LANGUAGES: readonly Language[] = [GERMAN, SPANISH, FRENCH, PORTUGUESE, HINDI, HINGLISH, CHINESE].map(
  whole,
);

/** What they are called where a person is told. */
export const LANGUAGE_NAMES: readonly string[] = [
  "English",
  ...LANGUAGES.map(({ name, english }) => (name === english ? name : `${name} (${english})`)),
];
