import { NAMED_WISHES } from "./looks";
import type { ThingName } from "./things";

// What a language other than English consists of for the reader: its words for the ideas below. How they stand in a
// sentence is not told, since the ideas of a clause are looked up whatever their order.

/** The ideas that words are translated to. What ideas ask for together stands in `frames.ts`. */
export const LEMMAS: readonly string[] = [
  ...Object.keys(NAMED_WISHES),
  ..."more less too lack enough is not without make add remove replace change keep only-keep".split(" "),
  ..."contrast brightness light saturation colours sharpness warmth clarity noise grain vignette haze cast size softer smooth-skin".split(
    " ",
  ),
  ..."bright brighter dark darker warm warmer cool cooler sharp sharper blurry blurrier".split(" "),
  ..."colourful vivid pale paler flat noisy crooked overexposed underexposed".split(" "),
  ..."blur denoise smooth straighten crop cut square rotate flip horizontal vertical upside clockwise anticlockwise".split(
    " ",
  ),
  ..."left right top bottom resize enlarge shrink wide high double half transparent cutout border thick thin".split(
    " ",
  ),
  ..."write text watermark pixelate black-out improve tint white-balance black-and-white sepia vintage hdr dramatic".split(
    " ",
  ),
  ..."cinematic cartoon sketch oil-painting watercolour invert sunset night snow rain fog".split(" "),
  // Nothing is done with these: what cannot be undone here, and what somebody may want hidden and is not found.
  "undo",
  "private",
];

/** What the engine calls the parts of a picture that can be named in every language. */
export const PARTS = [
  "the background",
  "the sky",
  "the subject",
  "the person",
  "the people",
  "the face",
  "the faces",
  "the eyes",
  "the skin",
  "the water",
  "the grass",
  "the ground",
  "the left half",
  "the right half",
  "the top half",
  "the bottom half",
  "the top left corner",
  "the top right corner",
  "the bottom left corner",
  "the bottom right corner",
  "the centre",
  "the edges",
  "the shadows",
  "the highlights",
  "the rest",
] as const;

export type PartName = (typeof PARTS)[number];

/** All that a clause can be about. */
export type NamedPart = PartName | ThingName;

/** Words of strength that a translation uses, of the many that English has. */
export const DEGREES = ["a bit", "not too much", "completely", "a lot", "extremely"] as const;

/** Colours that have a name in every language. */
export const NAMED_COLOURS = [
  "white",
  "black",
  "red",
  "blue",
  "green",
  "yellow",
  "orange",
  "pink",
  "purple",
  "brown",
  "grey",
  "lightblue",
  "darkblue",
  "turquoise",
  "gold",
  "beige",
] as const;

/** Forms of a word or phrase, separated by `/`; the first is the one that is shown. None: the language has no such word. */
type Forms = string;

/**
 * A language as data. In `words`, "helle … auf" is a phrase whose last word ends the clause. Accents may be left out by
 * whoever types, except in words of `exact`. A form that stands in two places means both.
 */
export type Language = {
  code: string;
  /** What its speakers call it. */
  name: string;
  english: string;
  words: Readonly<Record<string, Forms>>;
  parts: Readonly<Record<PartName, Forms>>;
  /** Light and dark kinds of colours, by their English names. */
  shades?: ReadonlyArray<readonly [colour: string, forms: Forms]>;
  /** Things that are known by their colour. */
  things?: ReadonlyArray<readonly [ThingName, Forms]>;
  colours: Readonly<Record<(typeof NAMED_COLOURS)[number], Forms>>;
  degrees: Readonly<Record<(typeof DEGREES)[number], Forms>>;
  numbers: Readonly<Record<string, Forms>>;
  units: Readonly<Record<"percent" | "degrees" | "pixels", Forms>>;
  picture: Forms;
  it: Forms;
  /** Ends a part of a sentence, as a comma does. */
  and: Forms;
  /** Before or after a part (or a colour) that is left out, that is all that is meant, behind which something lies. */
  except: { before: Forms; after: Forms };
  only: Forms;
  behind: { before: Forms; after: Forms };
  /** Before an amount that is to be reached. */
  to: Forms;
  /** Carries nothing: articles, harmless prepositions, courtesies. */
  silent: Forms;
  /** Tells what for, or how the picture came to be; a clause that asks for nothing beside it is left out. */
  asides?: Forms;
  /** Begins a clause that tells why, which is left out where it says nothing that is known. */
  reasons?: Forms;
  /** Words that mean something else without their accent. */
  exact?: Forms;
  /** Pronouns that may be written onto a verb: "hazla". */
  enclitics?: Forms;
  /** Whether ä, ö, ü may be written ae, oe, ue. */
  umlauts?: boolean;
  /** Where the order stands in a clause, by which it is known where one ends without a comma; left out: at the beginning. */
  order?: "last" | "either";
  /** Whether its speakers mix it with English, so that English words are words of it. */
  mixes?: boolean;
  /** The ending by which a colour is more of it: "blauer". */
  moreEnding?: string;
  /** Letters that are written otherwise elsewhere, in pairs: the other form, then the one used here. */
  variants?: string;
  /** What is told of a request that was not understood; `{words}`, `{examples}`. */
  refusal: string;
  /** What is told instead when somebody would have to be hidden whom nobody can find for certain. */
  refusalToHide: string;
  /** Before a plan in this language. */
  plan: string;
  examples: readonly string[];
  hidingExamples: readonly string[];
};
