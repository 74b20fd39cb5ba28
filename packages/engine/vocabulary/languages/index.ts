import { CHINESE } from "./chinese";
import { FRENCH } from "./french";
import { GERMAN } from "./german";
import { HINDI } from "./hindi";
import { HINGLISH } from "./hinglish";
import type { Language } from "./language";
import { PORTUGUESE } from "./portuguese";
import { SPANISH } from "./spanish";

/** The languages that are read beside English. */
export const LANGUAGES: readonly Language[] = [GERMAN, SPANISH, FRENCH, PORTUGUESE, HINDI, HINGLISH, CHINESE];

/** What they are called where a person is told. */
export const LANGUAGE_NAMES: readonly string[] = [
  "English",
  ...LANGUAGES.map(({ name, english }) => (name === english ? name : `${name} (${english})`)),
];
