import type { Language } from "../../vocabulary/languages/language";
import { cleanRequest } from "../clean";
import { candidatesFor, isOtherScript, languageOf } from "./choose";
import type { Dictionary } from "./dictionary";
import { translate, type Translation } from "./translate";

/** The person's own words behind a stretch of English. */
export type Origin = (start: number, end: number) => string;

type Read = {
  operations: { operation: { name: string }; params: unknown; within: unknown }[];
  notUnderstood: string[];
};

/**
 * Reads a request in English where English is understood, and else in the language that its words are of. Of two
 * languages that read the same words differently, neither is taken.
 * @param read reads English.
 * @param isEnglish whether a word means something in English.
 */
export function readInLanguages<Reading extends Read>(
  request: string,
  read: (english: string, origin: Origin) => Reading,
  isEnglish: (word: string) => boolean,
): Reading & { language: Language | null } {
  const direct = { ...read(request, (start, end) => request.slice(start, end)), language: null };
  if (isDone(direct) || isOtherScript(request)) return direct;
  const cleaned = cleanRequest(request);
  const tried = candidatesFor(cleaned, isEnglish)
    .map(({ dictionary, own }) => ({ dictionary, own, translation: translate(dictionary, cleaned) }))
    .filter(({ translation }) => translation.isWhole);
  const [first, ...others] = tried
    .filter(({ own }) => own === tried[0]?.own)
    .map(({ dictionary, translation }) => readTranslated(request, dictionary, translation, read));
  const isClear = first !== undefined && others.every((other) => isSame(first, other));
  if (isClear && isDone(first)) return first;
  const language = languageOf(cleaned, isEnglish);
  if (language === null) return direct;
  if (first !== undefined)
    return { ...direct, operations: [], notUnderstood: [request.trim()], language: language.language };
  return readTranslated(request, language, translate(language, cleaned), read);
}

const isDone = ({ operations, notUnderstood }: Read): boolean => operations.length > 0 && notUnderstood.length === 0;

const isSame = (one: Read, other: Read): boolean => planOf(one) === planOf(other);

const planOf = ({ operations }: Read): string =>
  JSON.stringify(operations.map(({ operation, params, within }) => [operation.name, params, within]));

function readTranslated<Reading extends Read>(
  request: string,
  { language }: Dictionary,
  { text, clauses }: Translation,
  read: (english: string, origin: Origin) => Reading,
): Reading & { language: Language } {
  const origin: Origin = (start, end) => {
    const own = clauses.filter((clause) => clause.start < end && clause.end > start);
    const [from, to] = [own.at(0)?.from ?? 0, own.at(-1)?.to ?? 0];
    return request.slice(from, to);
  };
  const reading = read(text, origin);
  // A request of courtesies alone has no clause that could be quoted.
  return { ...reading, language };
}
