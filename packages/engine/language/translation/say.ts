import { spokenColour } from "../../vocabulary/colours";
import type { NamedPart, PartName } from "../../vocabulary/languages/language";
import { MEASURED } from "../../vocabulary/languages/frames";
import { type ForeignClause, frameOf, ideas } from "./clause";
import type { Figure } from "./lexemes";
import { sayOfThing } from "./of-things";

/** What was asked for before. */
export type Before = {
  asked: boolean;
  /** Whether that was a complaint, after which "better" mends just that. */
  complained?: boolean;
  /** Whether that took the colours away, so that something may keep them. */
  grey?: boolean;
};

/** What a clause says as an English clause; `null` when nobody can tell. */
export function sayClause(clause: ForeignClause, before: Before): string | null {
  const text = clause.quoted === null ? undefined : sayText(clause, clause.quoted);
  if (text !== undefined) return text;
  const ofThing = sayOfThing(clause, (other) => sayClause(other, before));
  if (ofThing !== null) return ofThing;
  const limit = sayLimit(clause, before);
  if (limit !== null) return limit;
  const asked = ideas(clause);
  if (asked.length === 0) return sayDegree(clause);
  if (before.grey === true && keepsColours(clause))
    return `except ${listed([...clause.wanted, ...clause.colours.map(({ colour }) => `the ${spokenColour(colour)}`)])}`;
  if (isGreyish(clause, before)) return "";
  if (isRestraint(clause)) return "not too much";
  const mends =
    isAlone(clause, "improve") ||
    isAlone(clause, "improve colours") ||
    isAlone(clause, "colours improve") ||
    isAlone(clause, "more");
  if (before.complained === true && mends && clause.degrees.length === 0) return "fix it";
  if (before.complained === true && isAlone(clause, "less")) return ["bring it down", ...clause.degrees].join(" ");
  const found = frameOf(clause) ?? forbidden(clause);
  if (found === null) return null;
  if (found.frame === CAST && clause.lemmas.includes("remove") && isThing(clause)) return null;
  const object = objectOf(found.clause);
  if (object === null) return null;
  const said = fill(found.frame, object, found.clause, before);
  if (said === null) return null;
  const isOfMeasure = clause.lemmas.some((lemma) => MEASURED.has(lemma)) && /^(?:more|less) /u.test(found.frame);
  const amounts = found.rest
    ? found.clause.figures
        .filter((figure) => isAmount(figure) || (isOfMeasure && figure.unit === "none"))
        .map(sayAmount)
    : [];
  // A flaw is mended however complete it is.
  const isFlaw = found.frame.startsWith("# is ");
  const degrees = isFlaw ? found.clause.degrees.filter((degree) => degree !== "completely") : found.clause.degrees;
  return [said, ...degrees, ...amounts].join(" ");
}

const CAST = "remove the $ cast";

/** Colours that are called like a flower, a fruit or a wood: "elimina la rosa". */
const ALSO_THINGS: ReadonlySet<string> = new Set(["pink", "orange", "purple", "brown"]);

const isThing = ({ lemmas, colours }: ForeignClause): boolean =>
  !lemmas.includes("cast") && !lemmas.includes("tint") && colours.some(({ colour }) => ALSO_THINGS.has(colour));

/** "… ist unscharf, bitte verbessern": of what was complained of. */
const isAlone = ({ lemmas, wanted, excepted, picture, figures }: ForeignClause, lemma: string): boolean =>
  lemmas.filter((other) => other !== "make").join(" ") === lemma &&
  wanted.length + excepted.length + figures.length === 0 &&
  !picture;

/** "…, but the man stays in colour". */
const keepsColours = ({ lemmas, wanted, excepted, colours }: ForeignClause): boolean =>
  wanted.length + colours.length === 1 &&
  excepted.length === 0 &&
  lemmas.some((lemma) => (colours.length === 0 ? ["colourful", "colours"] : ["keep", "make"]).includes(lemma)) &&
  lemmas.every((lemma) => ["colourful", "colours", "keep", "make", "is", "improve"].includes(lemma));

/** "…, it is so grey": why the wish before it. */
const isGreyish = ({ lemmas, wanted, colours }: ForeignClause, { asked }: Before): boolean =>
  asked &&
  wanted.length === 0 &&
  colours.length === 1 &&
  colours.every(({ colour }) => ["grey", "white", "black", "brown"].includes(colour)) &&
  lemmas.includes("is") &&
  lemmas.every((lemma) => lemma === "is" || lemma === "too");

/** "…, it should look natural". */
const isRestraint = ({ lemmas, degrees, wanted, excepted, colours, only }: ForeignClause): boolean =>
  degrees.length === 1 &&
  degrees[0] === "not too much" &&
  wanted.length + excepted.length + colours.length === 0 &&
  !only &&
  lemmas.every((lemma) => lemma === "is" || lemma === "make" || lemma === "keep");

/** "Nicht unscharf machen": what is not to be done. */
function forbidden(clause: ForeignClause) {
  if (!clause.lemmas.includes("not")) return null;
  const others = clause.lemmas.filter((lemma) => lemma !== "not");
  if (others.some((lemma) => lemma === "is" || lemma === "too" || lemma === "not") || others.length === 0) return null;
  const found = frameOf({ ...clause, lemmas: others });
  return found === null || found.frame.startsWith("#") ? null : { ...found, frame: `do not ${found.frame}` };
}

/** "Nur der Himmel", "außer dem Gesicht": what goes with what was asked for. */
function sayLimit(clause: ForeignClause, { asked }: Before): string | null {
  const { wanted, excepted, only, it, lemmas } = clause;
  // "…, nicht das Gesicht".
  const isSpared = asked && lemmas.length === 1 && lemmas[0] === "not" && ideas(clause).length === 1;
  if (only && isChange(lemmas) && ideas(clause).length === 1 && excepted.length === 0 && wanted.length > 0)
    return `only change ${listed(wanted)}`;
  if (isSpared && wanted.length > 0 && excepted.length === 0 && !only && clause.degrees.length === 0)
    return `except ${listed(wanted)}`;
  if (ideas(clause).length > 0 || clause.degrees.length > 0 || it) return null;
  if (excepted.length > 0 && wanted.length === 0) return `except ${listed(excepted)}`;
  return only && wanted.length > 0 ? `only ${listed(wanted)}` : null;
}

const isChange = ([only]: readonly string[]): boolean => only === "change" || only === "replace";

const sayDegree = ({ degrees, wanted, excepted }: ForeignClause): string | null =>
  degrees.length > 0 && wanted.length === 0 && excepted.length === 0 ? degrees.join(" ") : null;

/** What is to be written, exactly as it was typed, with where and in which colour. */
function sayText(clause: ForeignClause, text: string): string | null {
  const places = ["left", "right", "top", "bottom"].filter((place) => clause.lemmas.includes(place));
  const isWatermark = clause.lemmas.includes("watermark");
  const isLarge = clause.lemmas.includes("size");
  const known = new Set(["write", "text", "watermark", "size", "add", "make", "is", "colours", ...places]);
  const [part, ...more] = clause.wanted;
  if (clause.lemmas.some((lemma) => !known.has(lemma)) || more.length > 0 || clause.figures.length > 0) return null;
  if (!clause.lemmas.some((lemma) => ["write", "text", "watermark", "add", "make"].includes(lemma))) return null;
  if (clause.excepted.length > 0 || clause.only || places.length + (part === undefined ? 0 : 1) > 1) return null;
  const [colour, ...others] = clause.colours;
  if (others.length > 0 || clause.degrees.length > 0 || text.includes('"')) return null;
  const where = part === undefined ? places.map((place) => `at the ${place}`) : [`in ${part}`];
  if (isWatermark) return colour === undefined ? [`add the watermark "${text}"`, ...where].join(" ") : null;
  const look = [isLarge ? "large" : "", colour === undefined ? "" : spokenColour(colour.colour)].filter(Boolean);
  const letters = look.length === 0 ? [] : [`in ${look.join(" ")}${isLarge ? " letters" : ""}`];
  return [`write "${text}"`, ...where, ...letters].join(" ");
}

const isAmount = ({ unit, signed }: Figure): boolean => signed || unit === "percent";

const sayAmount = ({ text, unit, signed, to }: Figure): string =>
  `${signed ? "" : to ? "to " : "by "}${text}${unit === "percent" || signed ? "%" : ""}`;

const SHADES: ReadonlySet<string> = new Set<PartName>([
  "the left half",
  "the right half",
  "the top half",
  "the bottom half",
  "the centre",
  "the edges",
  "the shadows",
  "the highlights",
  "the face",
  "the faces",
  "the skin",
]);

const FEATURES: ReadonlySet<string> = new Set<PartName>(["the face", "the faces", "the skin"]);
const SIDES: ReadonlyMap<string, string> = new Map([
  ["the left half", "on the left"],
  ["the right half", "on the right"],
]);
const PERSONS: ReadonlySet<string> = new Set<PartName>(["the person", "the people"]);

/** One name for the parts that a clause names; `null` where they are not one. */
function nameOfParts([first, second, ...more]: readonly NamedPart[]): string | null {
  if (more.length > 0) return null;
  if (first === undefined || second === undefined) return first ?? "";
  const [shade, whole] = SHADES.has(first) ? [first, second] : [second, first];
  if (!SHADES.has(shade) || (SHADES.has(whole) && shade === whole)) return null;
  const side = SIDES.get(first) ?? SIDES.get(second);
  const one = [first, second].find((part) => part === "the face" || part === "the person");
  if (side !== undefined && one !== undefined) return `${one} ${side}`;
  // The faces of the people are all faces.
  return FEATURES.has(shade) && PERSONS.has(whole) ? shade : `${shade} of ${whole}`;
}

/** What it is done to: empty where nothing was named; `null` for parts that are not one. */
function objectOf({ wanted: all, excepted, behind, only, picture, it }: ForeignClause): string | null {
  // The face of the person is the face.
  const isFace = all.length > 2 && all.some((part) => FEATURES.has(part));
  const wanted = isFace ? all.filter((part) => !PERSONS.has(part)) : all;
  const named = nameOfParts(behind && wanted.includes("the background") ? ["the background"] : wanted);
  if (named === null) return null;
  // "A frame around the picture".
  if (behind && named === "the background" && excepted.length === 0 && !only) return named;
  if (behind && named === "" && picture && excepted.length === 0 && !only) return "the picture";
  if (behind) return named === "" || excepted.length > 0 || only ? null : `everything behind ${named}`;
  // Of one part alone it is said anyway.
  if (only && named === "") return null;
  if (excepted.length > 0)
    return named === "" ? `everything but ${listed(excepted)}` : `${named} except ${listed(excepted)}`;
  if (named !== "") return named;
  if (picture) return "the picture";
  return it ? "it" : "";
}

const listed = (names: readonly string[]): string => names.join(" and ");

/** Puts what was said into a frame. */
function fill(frame: string, object: string, clause: ForeignClause, { asked }: Before): string | null {
  const isWhole = object === "" || object === "it" || object === "the picture";
  let said = frame.replace(/ ?\[([^\]]*)\]/u, (_match, inner: string) => (isWhole ? "" : ` ${inner}`));
  if (frame.includes("@")) return isWhole ? null : fillFigures(frame.replace("@", object), clause);
  // What speaks of the picture only cannot be asked for a part of it.
  if (!frame.includes("#") && !isWhole && !frame.includes(object)) return null;
  if (object !== "") said = said.replace("#", object);
  else if (!asked) said = said.replace("#", "it");
  else if (frame === "make # $") said = said.replace("#", "it");
  else
    said = said
      .replace(/^make # /u, "")
      .replace(/^# is (?!blurry|noisy|crooked|dull|flat|overexposed|underexposed)/u, "")
      .replace(/^# is /u, "it is ")
      .replace(/ ?#/u, "");
  return fillFigures(said, clause);
}

function fillFigures(frame: string, { colours, figures, ratio, size }: ForeignClause): string | null {
  let text = frame;
  for (const { colour } of colours) text = text.replace("$", spokenColour(colour));
  if (ratio !== null) text = text.replace("{ratio}", ratio);
  if (size !== null) text = text.replace("{size}", size);
  for (const said of figures) {
    const { text: figure, unit, signed } = said;
    text = text
      .replace("{amount}", sayAmount(said))
      .replace("{signed}", `${figure}${unit === "percent" ? "%" : ""}`)
      .replace("{degrees}", signed ? "{degrees}" : figure)
      .replace("{number}", figure)
      .replace("{percent}", `${figure}%`)
      .replace("{pixels}", `${figure} pixels`);
  }
  return /[{$#]/u.test(text) ? null : text;
}
