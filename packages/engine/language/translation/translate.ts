import { type ForeignClause, isEmpty } from "./clause";
import type { Dictionary } from "./dictionary";
import { joinFigures, type Lexeme, lexemesOf } from "./lexemes";
import { type Before, sayClause } from "./say";
import type { Part } from "./share-ideas";
import { isUnnamed, meaningsIn, splitClauses } from "./split-clauses";
import { piecesOf } from "./words";

/** A clause in English, and the stretch of the request that it stands for. */
export type Translated = { english: string; from: number; to: number };

export type Translation = {
  /** The request in English; what could not be translated is a sign that nobody reads. */
  text: string;
  clauses: ReadonlyArray<Translated & { start: number; end: number }>;
  /** Whether all of it could be translated, and anything was asked for. */
  isWhole: boolean;
};

/** Stands for what could not be translated: no word of English, so it is not understood. */
const UNREAD = "\uFFFC";

/** What begins something that asks for itself alone, so that what stands beside it may be done all the same. */
const STANDING = ["remove", "add", "replace", "write"];

/** More pieces than anybody asks with at once are not read, so that none takes long. */
const MOST = 400;

/** Says a request in English, clause by clause. */
export function translate(dictionary: Dictionary, request: string): Translation {
  const all = piecesOf(request);
  const pieces = all.slice(0, MOST);
  const lexemes = joinFigures(lexemesOf(dictionary, pieces), request);
  const clauses: Translation["clauses"][number][] = [];
  let text = "";
  let isWhole = all.length <= MOST;
  let before: Before = { asked: false };
  /** Whether what came before spoke of the picture in words that are not known, so that "it" is the picture. */
  let isOfPicture = false;
  for (const { clause: read, lexemes: own, joint } of splitClauses(lexemes, dictionary.language.order)) {
    const clause: ForeignClause | null = isOfPicture && isUnnamed(read) ? { ...read, picture: true } : read;
    const english: string | null = sayIn(clause, before);
    const hidesNobody = !clauses.some((clause) => /\b(?:blur|pixelate|black out)\b/u.test(clause.english));
    const isPromise = english === null && hidesNobody && KNOWN.test(textOf(own, request));
    if (!isPromise && isNothing(english, own, clauses)) {
      text = joint === ". " && text !== "" ? `${text}.` : text;
      continue;
    }
    if (english === null) isWhole = false;
    text += jointOf(text, english, joint);
    const isBeside = english === null && isRemark(own) && (before.asked || speaksOfPicture(own));
    const said: string = english ?? (isBeside ? ASIDE : unread(own));
    const [from, to] = [own[0]?.start ?? 0, own.at(-1)?.end ?? 0];
    clauses.push({ english: said, from, to, start: text.length, end: text.length + said.length });
    text += said;
    isOfPicture = isBeside && !before.asked;
    before = isBeside ? before : beforeNext(said);
  }
  const beyond = all[MOST];
  if (beyond !== undefined) {
    text += `. ${UNREAD}`;
    clauses.push({ english: UNREAD, from: beyond.start, to: request.length, start: text.length - 1, end: text.length });
  }
  return { text, clauses, isWhole: isWhole && clauses.length > 0 };
}

/** A clause in English: empty where it asks for nothing, `null` where nobody can tell. */
function sayIn(clause: ForeignClause | null, before: Before): string | null {
  if (clause === null || isEmpty(clause)) return clause === null ? null : "";
  return sayClause(clause, { ...before, asked: isAsked(before) });
}

/** That somebody be known by nobody is a reason only behind what hides them, else a wish. */
const KNOWN = /erkenn|erkann|reconoz|reconoc|reconna|reconhe|identifi|pehch|पहच|认出|認出|识别/iu;

const textOf = (own: readonly Lexeme[], request: string): string =>
  request.slice(own[0]?.start ?? 0, own.at(-1)?.end ?? 0);

/** Whether nothing is asked for, or nothing but what was asked for before. */
const isNothing = (english: string | null, own: readonly Lexeme[], before: Translation["clauses"]): boolean =>
  english === "" || (english === null && isReason(own)) || isTwice(english, before) || isOfTheRest(english, before);

/** "Only the rose in colour, the rest black and white": said once. */
const isOfTheRest = (english: string | null, before: Translation["clauses"]): boolean =>
  english === "make the rest black and white" &&
  before.some((clause) => /^only .* in colour$|^keep only /u.test(clause.english));

/** What stands between two clauses. */
function jointOf(text: string, english: string | null, joint: Part["joint"]): string {
  if (text === "") return "";
  if (text.endsWith(".")) return " ";
  return english !== null && /^(?:except|it is) /u.test(english) ? ", " : joint;
}

const isAsked = ({ asked, complained }: Before): boolean => asked && complained !== true;

/** What stands before the next clause. "Das Gesicht ist zu dunkel, aufhellen": the face. */
const beforeNext = (said: string): Before => ({
  asked: true,
  grey: said.includes("black and white"),
  complained: / is (?:too |not )?\p{L}+(?: |$)|^too much |^not enough /u.test(said),
});

/** Stands for words that say nothing of what stands beside them: as if something else were asked for. */
const ASIDE = `add ${UNREAD}`;

/**
 * Whether words that were not understood may be left out: they tell or ask for something of their own, without naming a
 * part, and forbid nothing.
 */
function isRemark(lexemes: readonly Lexeme[]): boolean {
  const meanings = lexemes.flatMap(meaningsIn);
  const asks = meanings.some(({ kind }) => kind === "lemma" || kind === "aside" || kind === "reason");
  const narrows = meanings.some(
    (meaning) =>
      ["only", "except", "behind", "and"].includes(meaning.kind) ||
      meaning.kind === "part" ||
      (meaning.kind === "lemma" && LIMITING.has(meaning.lemma)),
  );
  return asks && !narrows && lexemes.some(({ kind }) => kind === "unknown");
}

/** What forbids something, or says what must stay. */
const LIMITING: ReadonlySet<string> = new Set(["not", "without", "keep", "only-keep", "undo", "change", "private"]);

/** Whether words speak of the picture, so that "it" after them is no thing in it. */
const speaksOfPicture = (lexemes: readonly Lexeme[]): boolean =>
  lexemes.flatMap(meaningsIn).some(({ kind }) => kind === "picture");

/** "…, so that nobody knows her": tells why, in words that ask for nothing. */
function isReason(lexemes: readonly Lexeme[]): boolean {
  const meanings = lexemes.flatMap(meaningsIn);
  const asks = meanings.some(
    ({ kind, ...meaning }) =>
      kind === "only" || kind === "except" || kind === "behind" || ("part" in meaning && !SOMEBODY.has(meaning.part)),
  );
  const lemmas = meanings.flatMap((meaning) => (meaning.kind === "lemma" ? [meaning.lemma] : []));
  return (
    meanings.some(({ kind }) => kind === "reason") &&
    !asks &&
    lemmas.every((lemma) => ["is", "not", "make", "too"].includes(lemma))
  );
}

/** Of whom a reason may speak. */
const SOMEBODY = new Set<string>(["the person", "the people", "the face", "the faces", "the subject"]);

/** "Improve it, make it nicer": said in two ways. */
const isTwice = (english: string | null, before: Translation["clauses"]): boolean =>
  english !== null &&
  nameOfLook(english) !== null &&
  before.some((clause) => nameOfLook(clause.english) === nameOfLook(english));

/** The look that an English clause asks for: "vintage". */
function nameOfLook(english: string): string | null {
  if (/^enlarge\b/u.test(english)) return "large";
  if (/^improve\b|look professional\b/u.test(english)) return "better";
  return /\blook (.*?)(?: a bit| a lot| not too much| completely| extremely)*$/u.exec(english)?.[1] ?? null;
}

function unread(lexemes: readonly Lexeme[]): string {
  const verbs = lexemes.flatMap((lexeme) => (lexeme.kind === "meanings" ? lexeme.meanings : []));
  const isNarrow = verbs.some(
    (meaning) =>
      ["only", "except", "behind"].includes(meaning.kind) ||
      (meaning.kind === "lemma" && ["not", "without", "keep", "change", "is", "too", "undo"].includes(meaning.lemma)),
  );
  const verb = verbs
    .flatMap((meaning) => (meaning.kind === "lemma" ? [meaning.lemma] : []))
    .find((lemma) => STANDING.includes(lemma));
  // "Write" would write the sign itself.
  return verb === undefined || isNarrow ? UNREAD : `${verb === "write" ? "add" : verb} ${UNREAD}`;
}
