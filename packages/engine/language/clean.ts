// What people write around a request: emoji, bullets, thanks, greetings at the end. Blanked, letter by letter, so that
// every word keeps its place in what was written.

/**
 * What stands in quotation marks, which is to be written or named as it stands. Single ones stand alone: "don't" and
 * "the dogs' ears" have none.
 */
export const QUOTATION = String.raw`"[^"]*"|“[^“”]*”|„[^„“”"]*[“”"]|«[^«»]*»|「[^「」]*」|『[^『』]*』|《[^《》]*》|(?<![\p{L}\p{N}])(?:'(?:[^'\n]|(?<=\p{L})'(?=\p{L}))+'|‘(?:[^‘’\n]|(?<=\p{L})’(?=\p{L}))+’)(?![\p{L}\p{N}])`;

const QUOTED = new RegExp(QUOTATION, "gu");

/** Emoji, with what joins and colours them, and characters that show nothing; the signs of rights are written. */
const UNSEEN =
  /(?![©®™])[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Cf}\u{FE00}-\u{FE0F}\u{20E3}]/gu;

/** Emoji between words, where many a person makes no other stop. */
const BETWEEN =
  /(?<=\p{L}[^\S\n]*)(?:(?![©®™])\p{Extended_Pictographic}[\p{Emoji_Modifier}\p{Cf}\u{FE00}-\u{FE0F}]*)+(?=[^\S\n]*\p{L})/gu;

/** A dash with room on both sides parts what stands beside it, and a plus sign joins it. */
const DASHES = /(?<=\p{L}[\p{L}"”’)!?.%\d]*\s)(?:[-–—]{1,2}|\+)(?=\s+["“\p{L}])/gu;

/** "Hey so can you …", "so i need …": how somebody begins to speak. */
const OPENING =
  /^\s*(?:(?:hey|hi|hello|hiya|yo|ok|okay|right|well|yeah|alright|um+)[,!]?\s+)*so,?\s+(?=(?:can|could|would|will|please|pls|i|we|my|this|the|it|its|it's|i'd|i'm|there|basically|here)\b)/iu;

/** At the beginning of a line: a bullet, or the number of an item that more than digits follow. */
const BULLETS = /^[^\S\n]*(?:[-*•·‣▪–—][^\S\n]+|\(?\d{1,2}[.)][^\S\n]+(?=\p{L}))/gmu;

/** Within a line: the numbers of items, "1. … 2. …". */
const ITEMS = /(?<![\p{L}\p{N}.,:×/*-])\d{1,2}[.)][^\S\n]+(?=\p{L})/gu;

/**
 * Thanks, and whatever belongs to them up to the end of the sentence: nothing in it is an order, or says how much. Not
 * where they are what is to be written.
 */
const THANKS =
  /(?<!(?:write|writing|add|put|say|says|saying|text|caption|words?|with|reads?|reading|titled?|the|a)\s+)(?<![\p{L}\p{N}])(?:many |big )?(?:thank ?you|thank ?u|thanks|thanx|thx|tysm|ty|much appreciated|(?<=[.!?,\n]\s*)cheers)(?![\p{L}\p{N}])[^.!?,;:\n]*[.!?]*/giu;

/** What leaves it open, and limits nothing. */
const IF_POSSIBLE =
  /(?<![\p{L}\p{N}])(?:(?:is there )?any (?:way|chance|possibility)(?: (?:to|that|of|you|i|we|can|could|would))*|is there a (?:way|chance)(?: (?:to|that|of|you|i|we|can|could|would))*|if (?:(?:you|u|it['’]?s|it is|that['’]?s|that is|at all) )?(?:can|could|possible|may|like|want|please|feasible|needed|necessary|required|need be|appropriate)|is (?:that|this|it) (?:possible|doable|a thing|something)(?: (?:that )?(?:you|u) can do)?|(?:just )?to see what happens|no pressure|(?:do not|don['’]?t) know how|idk how)(?![\p{L}\p{N}])/giu;

/** "What's behind me": what lies behind. */
const BEHIND =
  /(?<![\p{L}\p{N}])(?:what(?:['’]?s| is|ever is|ever)?|everything|all|(?:the |all the )?(?:stuff|things))(?: that['’]?s| that is)?(?= (?:going on )?(?:behind|around) )/giu;

/** The end of a letter: a line that says goodbye, and the name below it. */
const GOODBYE =
  /(?:(?<=[.!?,])\s*(?:cheers|regards|xoxo|xx)\s*,?\s*\p{L}*\s*[.!]*\s*$)|\n\s*(?:(?:kind |best |warm )?regards|best wishes|best|sincerely|yours(?: truly)?)\s*,?[^\n]*(?:\n[^\n]{0,40})?\s*$/iu;

/**
 * Why somebody is to be hidden, up to the end of the sentence: "so she can't be recognised", "for privacy". It asks for
 * nothing that hiding does not do.
 */
const WHY_HIDDEN =
  /(?<=\p{L}[\p{L} ]*),?\s+(?:(?:so|so that|in order that)\s+(?:nobody|no one|they|she|he|you|people|we|i|their \p{L}+|\p{L}+ faces?)\s[^.!?,;:\n]*(?:recogni[sz]|identif)\p{L}*(?: (?:her|him|them|me|us|it))?|to protect (?:the|their|his|her|our|my) (?:privacy|identit(?:y|ies)|anonymity)|for (?:the sake of )?(?:their |our |his |her )?(?:privacy|data protection|anonymity)(?: reasons)?|damit\s[^.!?,;:\n]*erkenn\p{L}*(?: (?:kann|können|wird|werden))?|aus datenschutzgründen|wegen (?:des )?datenschutz(?:es)?|para que (?:no|nadie)\s[^.!?,;:\n]*reconozca\p{L}*|por privacidad|pour qu['’ ]on ne\s[^.!?,;:\n]*reconnaiss?e pas|para (?:que )?(?:não|ninguém)\s[^.!?,;:\n]*reconhe\p{L}*|por privacidade)(?=\s*(?:$|[.!?,;\n]))/giu;

/** Stems of verbs that hide, in every language that is read. Behind another verb a reason of that kind is a wish. */
const HIDES =
  /blur|pixe?l|mosaic|mosaik|cens|zensier|anonym|hid(?:e|ing)|cover|obscur|black|mask|masqu|redact|disguis|block|smudge|scrambl|unkenntlich|versteck|verdeck|verberg|unscharf|schwärz|verwisch|weichzeichn|difumin|desenfo|emborron|tap[ae]|ocult|cubr|borr|flout|cach|noirci|brouill|escond|embaç|cobr/iu;

const unlessWished = (reason: string, at: number, text: string): string =>
  HIDES.test(text.slice(0, at)) ? blank(reason) : reason;

const blank = (text: string): string => text.replaceAll(/[^\n]/gu, (letter) => " ".repeat(letter.length));

/**
 * A request without what is no part of it, as long as before, so that places in it are those of what was written. Forms
 * of letters that mean the same (full width, ligatures of one letter) become the usual ones (NFKC).
 */
export function cleanRequest(text: string): string {
  const cleaned = text
    .replaceAll(QUOTED, (quoted) => HELD.repeat(quoted.length))
    .replaceAll(BETWEEN, (signs) => `,${blank(signs.slice(1))}`)
    .replaceAll(UNSEEN, blank)
    .replaceAll(DASHES, (dash) => dash.replace(/[-–—+]/u, (sign) => (sign === "+" ? "&" : ",")))
    .replaceAll(/\P{ASCII}/gu, usual)
    .replace(OPENING, blank)
    .replaceAll(BULLETS, blank)
    .replaceAll(ITEMS, itemEnding)
    .replaceAll(WHY_HIDDEN, unlessWished)
    .replace(GOODBYE, blank)
    .replaceAll(IF_POSSIBLE, blank)
    .replaceAll(BEHIND, blank)
    .replaceAll(THANKS, ending);
  return cleaned.replaceAll(new RegExp(`${HELD}+`, "gu"), (held, at: number) => text.slice(at, at + held.length));
}

/** Holds the place of what is quoted; nobody types it. */
const HELD = "\uE000";

/** Before each item of a list the one before it ends. */
const itemEnding = (number: string, at: number, text: string): string =>
  at === 0 || !FIRST_ITEM.test(text) ? (at === 0 ? blank(number) : number) : `.${" ".repeat(number.length - 1)}`;

/** A list within a line begins with its first item. */
const FIRST_ITEM = /(?<![\p{L}\p{N}.,:×/*-])1[.)][^\S\n]+\p{L}|^\s+\p{L}[^\n]*(?<![\p{L}\p{N}.,])2[.)]/u;

/** Where thanks were, a sentence ends: what stands before and behind them does not belong together. */
const ending = (thanks: string): string => `.${" ".repeat(thanks.length - 1)}`;

function usual(letter: string): string {
  const form = letter.normalize("NFKC");
  return form.length === letter.length ? form : letter;
}
