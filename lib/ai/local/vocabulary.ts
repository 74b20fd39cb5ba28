import { OPERATIONS } from "@/lib/ai/editor/local/operations";
import { COLOURS } from "./colours";
import { LIMITS } from "./limits";
import { COMPOUNDS, FILLERS, NEGATIONS, NUMBER_WORDS, PRONOUNS, SPELLINGS, STRENGTHS, WHOLE_PICTURE } from "./words";

/** Every word that means something here. Such a word is taken as written, never as a misspelling of another. */
export const VOCABULARY: ReadonlySet<string> = new Set([
  ...OPERATIONS.flatMap((operation) => operation.phrases.flatMap((phrase) => [...phrase.pattern.words])),
  ...LIMITS.flatMap(({ pattern }) => [...pattern.words]),
  ...[...FILLERS, ...WHOLE_PICTURE, ...PRONOUNS].flatMap((phrase) => phrase.split(" ")),
  ...STRENGTHS.flatMap(([, phrases]) => phrases.flatMap((phrase) => phrase.split(" "))),
  ...COMPOUNDS.flatMap(([phrase, word]) => `${phrase} ${word}`.split(" ")),
  ...Object.values(SPELLINGS).flatMap((text) => text.split(" ")),
  ...Object.keys(COLOURS),
  ...Object.keys(NUMBER_WORDS),
  ...NEGATIONS,
]);
