import { OPERATIONS } from "../operations";
import { ASIDES } from "../vocabulary/asides";
import { COLOURS } from "../vocabulary/colours";
import { LIMITS, REGION_LIMITS } from "../vocabulary/limits";
import {
  AFTER_A_PART,
  BEHIND,
  COLOUR_NOUNS,
  DESCRIPTIONS,
  DETERMINERS,
  EXCEPT,
  ONLY,
  PERSON_PRONOUNS,
  PLACE_NOUNS,
  REGION_NOUNS,
  REGION_PLACES,
  REGION_PREPOSITIONS,
  REST,
} from "../vocabulary/regions";
import { FILLERS, PRONOUNS, WHOLE_PICTURE } from "../vocabulary/fillers";
import { NUMBER_WORDS, SPELLINGS } from "../vocabulary/spellings";
import { COMPOUNDS, FACTORS, STRENGTHS } from "../vocabulary/strengths";
import { NEGATIONS } from "../vocabulary/verbs";

const REGION_WORDS = [
  ...REGION_NOUNS.map(({ nouns }) => nouns),
  ...REGION_PLACES.map(({ words }) => words),
  ...PERSON_PRONOUNS,
  PLACE_NOUNS,
  COLOUR_NOUNS,
  DETERMINERS,
  DESCRIPTIONS,
  REGION_PREPOSITIONS,
  ONLY,
  EXCEPT,
  BEHIND,
  REST,
  AFTER_A_PART,
];

/** Every word that means something here. Such a word is taken as written, never as a misspelling of another. */
export const VOCABULARY: ReadonlySet<string> = new Set([
  ...OPERATIONS.flatMap((operation) => operation.phrases.flatMap((phrase) => [...phrase.pattern.words])),
  ...[...LIMITS, ...REGION_LIMITS, ...ASIDES].flatMap(({ pattern }) => [...pattern.words]),
  ...[...FILLERS, ...WHOLE_PICTURE].flatMap((phrase) => phrase.split(" ")),
  ...PRONOUNS.flatMap(([, phrases]) => phrases.flatMap((phrase) => phrase.split(" "))),
  ...STRENGTHS.flatMap(([, phrases]) => phrases.flatMap((phrase) => phrase.split(" "))),
  ...COMPOUNDS.flatMap(([phrase, word]) => `${phrase} ${word}`.split(" ")),
  ...Object.values(SPELLINGS).flatMap((text) => text.split(" ")),
  ...Object.keys(COLOURS),
  ...Object.keys(NUMBER_WORDS),
  ...Object.keys(FACTORS),
  ...REGION_WORDS.flatMap((words) => words.split(/[ /]/)),
  ...NEGATIONS,
]);
