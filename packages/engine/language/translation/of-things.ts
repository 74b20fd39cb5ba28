import { spokenColour } from "../../vocabulary/colours";
import type { NamedPart } from "../../vocabulary/languages/language";
import { isThingName } from "../../vocabulary/languages/things";
import type { ForeignClause } from "./clause";

// What is said of a thing: in which colour it is to be, that it alone keeps its own, that a picture is cropped around it.

const MADE: ReadonlySet<string> = new Set("make change replace tint colours is".split(" "));
const CROPPED: ReadonlySet<string> = new Set("crop cut square vertical horizontal".split(" "));

/** Around what a picture may be cropped. */
const isSomething = (part: NamedPart): boolean =>
  isThingName(part) || ["the subject", "the person", "the people", "the face", "the faces"].includes(part);

/** "Make the yellow leaves more vivid": the colour says which leaves, and not what they are to be. */
function sayDescribed(clause: ForeignClause, say: (clause: ForeignClause) => string | null): string | null {
  const { wanted, lemmas, colours } = clause;
  const [part] = wanted;
  const [colour, ...more] = colours;
  if (part === undefined || !isThingName(part) || colour === undefined || more.length > 0) return null;
  if (!lemmas.some((lemma) => !MADE.has(lemma))) return null;
  return (
    say({ ...clause, colours: [] })?.replace(part, part.replace("the ", `the ${spokenColour(colour.colour)} `)) ?? null
  );
}

const SKIN: ReadonlySet<string> = new Set(["the skin", "the face", "the faces"]);

/** "Softer skin", "whiter skin": smoother and lighter. */
function sayOfSkin({ wanted: [part], lemmas, colours, only, behind, degrees }: ForeignClause): string | null {
  if (part === undefined || !SKIN.has(part) || only || behind) return null;
  const others = lemmas.filter((lemma) => lemma !== "make" && lemma !== "more" && lemma !== "improve");
  const [first] = others;
  if (colours.length === 0 && (first === "softer" || first === "smooth-skin") && others.length === 1)
    return [`smooth ${part}`, ...degrees].join(" ");
  if (lemmas.length + colours.length === 0 && degrees.join() === "not too much") return "natural skin tones";
  const isWhite = colours.length === 1 && colours[0]?.colour === "white" && others.length === 0;
  return isWhite ? [`make ${part} brighter`, ...degrees].join(" ") : null;
}

/** What a clause says of a thing, in English; `null` where it says nothing of that kind. */
export function sayOfThing(clause: ForeignClause, say: (clause: ForeignClause) => string | null): string | null {
  const { wanted, excepted, figures, quoted, size } = clause;
  if (quoted !== null || figures.length > 0 || size !== null) return null;
  if (wanted.length + excepted.length === 0) return sayKept(clause);
  if (wanted.length === 1 && excepted.length === 0)
    return sayDescribed(clause, say) ?? sayOfSkin(clause) ?? sayCrop(clause) ?? sayMade(clause) ?? sayOnly(clause);
  return sayColoured(clause);
}

/** "Crop to 4:5 around the dog". */
function sayCrop({ wanted: [part], lemmas, behind, ratio, colours, only, degrees }: ForeignClause): string | null {
  const isCrop = lemmas.some((lemma) => lemma === "crop" || lemma === "cut");
  if (part === undefined || !isCrop || !(behind || isThingName(part)) || !isSomething(part)) return null;
  if (!lemmas.every((lemma) => CROPPED.has(lemma)) || colours.length + degrees.length > 0 || only) return null;
  const shape = ratio ?? (lemmas.includes("square") ? "a square" : "");
  return `crop ${shape === "" ? "" : `to ${shape} `}around ${part}`;
}

/** "Make the car blue", "change the rose from red to yellow". */
function sayMade(clause: ForeignClause): string | null {
  const { wanted, lemmas, colours, only, behind, degrees, ratio } = clause;
  const [part] = wanted;
  if (part === undefined || only || behind || degrees.length > 0 || ratio !== null) return null;
  const [first, second, ...more] = colours.map(({ colour }) => spokenColour(colour));
  if (first === undefined || more.length > 0 || !lemmas.every((lemma) => MADE.has(lemma))) return null;
  if (second === undefined) return isThingName(part) && isToBe(lemmas) ? `make ${part} ${first}` : null;
  if (first === second || (!lemmas.includes("change") && !lemmas.includes("replace") && !lemmas.includes("make")))
    return null;
  if (part === "the background") return `make the background ${second}`;
  return isThingName(part) ? `change ${part.replace("the ", `the ${first} `)} to ${second}` : null;
}

/** "The car is red" asks for nothing. */
const isToBe = (lemmas: readonly string[]): boolean => lemmas.some((lemma) => lemma !== "is");

/** "Only the rose in colour". */
function sayOnly({ wanted: [part], lemmas, only, colours, behind }: ForeignClause): string | null {
  const isColoured =
    lemmas.some((lemma) => lemma === "colours" || lemma === "colourful") &&
    lemmas.every((lemma) => ["colours", "colourful", "keep", "make"].includes(lemma));
  if (part === undefined || !only || behind || !isColoured || colours.length > 1) return null;
  const [colour] = colours;
  return `only ${colour === undefined ? part : part.replace("the ", `the ${spokenColour(colour.colour)} `)} in colour`;
}

/** "Only the red stays". */
function sayKept({ lemmas, only, colours, picture, degrees }: ForeignClause): string | null {
  const [colour, ...more] = colours;
  const isKept = lemmas.includes("keep") && lemmas.every((lemma) => ["keep", "make", "colours"].includes(lemma));
  if (!only || !isKept || colour === undefined || more.length + degrees.length > 0 || picture) return null;
  return `keep only the ${spokenColour(colour.colour)}`;
}

/** "All black and white but the red boat". */
function sayColoured({ wanted, excepted, lemmas, colours, only, behind, degrees }: ForeignClause): string | null {
  const [part, ...more] = excepted;
  if (part === undefined || more.length + wanted.length + degrees.length > 0 || only || behind) return null;
  const isGrey =
    lemmas.includes("black-and-white") && lemmas.every((lemma) => lemma === "black-and-white" || MADE.has(lemma));
  const [colour, ...others] = colours;
  if (!isGrey || others.length > 0) return null;
  const named = colour === undefined ? part : part.replace("the ", `the ${spokenColour(colour.colour)} `);
  return `make it black and white except ${named}`;
}
