import { ASIDES } from "./asides";
import { CHINESE } from "./chinese";
import { FRENCH } from "./french";
import { GERMAN } from "./german";
import { HINDI } from "./hindi";
import { HINGLISH } from "./hinglish";
import type { Language } from "./language";
import { wishesIn } from "./looks";
import { MORE_WORDS } from "./more-words";
import { PORTUGUESE } from "./portuguese";
import { shadesIn } from "./shades";
import { SPANISH } from "./spanish";
import { thingsIn } from "./things";

/** Forms with more of them behind. */
const joined = <Forms extends Readonly<Record<string, string>>>(
  forms: Forms,
  more: Readonly<Partial<Record<string, string>>>,
): Forms => ({
  ...forms,
  ...Object.fromEntries(Object.entries(forms).map(([key, own]) => [key, [own, more[key]].filter(Boolean).join("/")])),
});

/** A language with its words for named looks, and for what stands beside a wish. */
function whole(language: Language): Language {
  const { code, words, parts, silent, degrees } = language;
  const { fillers = "", asides = "", reasons = "", restraint = "" } = ASIDES[code] ?? {};
  const more = MORE_WORDS[code] ?? {};
  return {
    ...language,
    words: joined({ ...words, ...wishesIn(code) }, more.words ?? {}),
    parts: joined(parts, more.parts ?? {}),
    things: thingsIn(code),
    shades: shadesIn(language),
    silent: [silent, fillers, more.fillers].filter(Boolean).join("/"),
    degrees: { ...degrees, "not too much": `${degrees["not too much"]}/${restraint}` },
    asides: [asides, more.asides].filter(Boolean).join("/"),
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
