import { PLACES, type Region, THIRDS } from "../plan";
import { spokenColour } from "./colours";

const NAMES: Readonly<Record<Exclude<Region["name"], "colour" | "thing">, string>> = {
  sky: "the sky",
  ground: "the ground",
  water: "the water",
  subject: "the subject",
  person: "the people",
  face: "the faces",
  eyes: "the eyes",
  background: "the background",
  skin: "the skin",
  left: "the left side",
  right: "the right side",
  top: "the top",
  bottom: "the bottom",
  "top-left": "the top left corner",
  "top-right": "the top right corner",
  "bottom-left": "the bottom left corner",
  "bottom-right": "the bottom right corner",
  centre: "the centre",
  "left-third": "the left third",
  "middle-third": "the middle third from left to right",
  "right-third": "the right third",
  "top-third": "the top third",
  "bottom-third": "the bottom third",
  edges: "the edges",
  shadows: "the shadows",
  midtones: "the midtones",
  highlights: "the highlights",
};

const PLACE_NAMES: ReadonlySet<Region["name"]> = new Set<Region["name"]>([...PLACES, ...THIRDS, "edges"]);

/** What regions of a plan are called in a sentence for a person: "the left side of the sky", "everything but the skin". */
export function nameRegions(regions: readonly Region[]): string {
  const wanted = regions.filter(({ except }) => except !== true).toSorted((a, b) => rank(a) - rank(b));
  const excepted = listed(regions.filter(({ except }) => except === true).map(nameOf));
  if (regions.length === 0) return "the whole picture";
  if (wanted.length === 0) return `everything but ${excepted}`;
  const named = wanted
    .map((region, index) => `${index === 0 ? "" : joint(wanted[index - 1], region)}${nameOf(region)}`)
    .join("");
  return excepted === "" ? named : `${named} except ${excepted}`;
}

/** "The left side of the sky", "all that is green on the ground". */
function joint(before: Region | undefined, { name }: Region): string {
  if (before?.name !== "colour") return " of ";
  return name === "ground" ? " on " : " in ";
}

/** Places first, then shades, then what they are of. */
function rank({ name }: Region): number {
  if (PLACE_NAMES.has(name)) return 0;
  return ["shadows", "midtones", "highlights", "colour", "thing", "skin", "face", "eyes"].includes(name) ? 1 : 2;
}

/** Where among the others a face is. */
const FACES_AT: Readonly<Record<NonNullable<Region["at"]>, string>> = {
  top: "at the top",
  bottom: "at the bottom",
  left: "on the left",
  right: "on the right",
  centre: "in the middle",
  "top-left": "at the top left",
  "top-right": "at the top right",
  "bottom-left": "at the bottom left",
  "bottom-right": "at the bottom right",
  background: "in the background",
  foreground: "in front",
};

/** "The face on the left", "the eyes of all faces but the one in the middle". */
function nameFaces({ name, at, one = false, others = false }: Region): string {
  const place = at === undefined ? "" : ` ${FACES_AT[at]}`;
  const faces = others ? `all faces but the ${one ? "one" : "ones"}${place}` : `the ${one ? "face" : "faces"}${place}`;
  return name === "eyes" ? `the eyes of ${faces}` : faces;
}

function nameOf(region: Region): string {
  if (region.at !== undefined || region.one === true) return nameFaces(region);
  if (region.name === "thing") return `the ${region.noun ?? "thing"}`;
  if (region.name !== "colour") return NAMES[region.name];
  const colour = spokenColour(region.colour ?? "");
  return region.largest === true ? `the largest ${colour} area` : `all that is ${colour}`;
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? "") : `${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}`;
