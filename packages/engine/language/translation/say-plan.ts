import type { Region } from "../../plan";
import type { Language, PartName } from "../../vocabulary/languages/language";
import { nameOf, sayName, shownForm } from "../../vocabulary/languages/operation-names";

/** Parts that every language has a name for. */
const PART_OF: Readonly<Partial<Record<Region["name"], PartName>>> = {
  sky: "the sky",
  ground: "the ground",
  water: "the water",
  subject: "the subject",
  person: "the people",
  face: "the faces",
  eyes: "the eyes",
  background: "the background",
  skin: "the skin",
  left: "the left half",
  right: "the right half",
  top: "the top half",
  bottom: "the bottom half",
  centre: "the centre",
  "top-left": "the top left corner",
  "top-right": "the top right corner",
  "bottom-left": "the bottom left corner",
  "bottom-right": "the bottom right corner",
  edges: "the edges",
  shadows: "the shadows",
  highlights: "the highlights",
};

/** What was said in figures, as the English sentence tells it. */
const FIGURE = /\d+(?:\.\d+)? ?%/u;

type Planned = {
  operation: { name: string };
  params: Readonly<Record<string, unknown>>;
  within: readonly Region[];
  /** What is told where the language has no words for it. */
  english: string;
};

/** A plan in a person's own language, in words that are read as the same plan; in English where it has no words for one. */
export const sayPlan = (language: Language, plan: readonly Planned[]): string =>
  plan.map((planned) => sayOne(language, planned)).join(language.code === "zh" ? "；" : "; ");

function sayOne(language: Language, { operation, params, within, english }: Planned): string {
  // In a part, these would be read as something else: a dramatic sky is no dark one.
  const isOther = within.length > 0 && (operation.name === "low-key" || operation.name === "background-blur");
  const name = isOther ? null : nameOf(operation.name, params);
  const wanted = partsOf(within.filter(({ except }) => except !== true));
  const spared = partsOf(within.filter(({ except }) => except === true));
  if (name === null || wanted === null || spared === null) return english;
  const degree = / (?:slight|slightly|a little|somewhat)\b/u.test(english)
    ? "a bit"
    : / (?:strongly|much|strong) /u.test(english)
      ? "a lot"
      : null;
  const figure = FIGURE.exec(english)?.[0];
  const own = sayName(language, name, wanted, figure === undefined && operation.name !== "tint" ? degree : null);
  if (own === "") return english;
  const said = figure === undefined ? own : `${own} ${figure}`;
  return spared.length === 0 ? said : `${said}, ${spared.map((part) => sayException(language, part)).join(", ")}`;
}

function sayException({ except, parts, code, order }: Language, part: PartName): string {
  const words = [order === "last" ? "" : shownForm(except.before), shownForm(parts[part]), shownForm(except.after)];
  return words.filter((word) => word !== "").join(code === "zh" ? "" : " ");
}

/** The names of parts that every language has; `null` when one of them has none. */
function partsOf(regions: readonly Region[]): PartName[] | null {
  const parts: PartName[] = [];
  for (const { name, at, one } of regions) {
    const part = PART_OF[name];
    if (part === undefined || at !== undefined || one === true) return null;
    parts.push(part);
  }
  return parts;
}
