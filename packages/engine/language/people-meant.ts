import { PLACES, type Region } from "../plan";
import { PERSON_PRONOUNS, REGION_NOUNS, SEVERAL_PEOPLE } from "../vocabulary/regions";
import { textOf } from "./clause";
import type { ResolvedAct } from "./coreference";
import type { Token } from "./tokenise";

/** The subject of a picture as such is nobody. */
const PERSONS: ReadonlySet<string> = new Set([
  ...PERSON_PRONOUNS,
  ...REGION_NOUNS.filter(({ kind }) => kind === "person")
    .flatMap(({ nouns }) => nouns.split("/"))
    .filter((noun) => !/subject|object|main/u.test(noun)),
]);

/** Of faces only these are found; of the rest of a person it is not known for certain where it ends. */
const OF_FACES: ReadonlySet<Region["name"]> = new Set(["face", "eyes"]);

const RETOUCHING = /^(?:soft|sharp)/u;

/** What may be done to eyes, or leave them out, where they are not hidden: they are found as spots about the pupils. */
const FOR_EYES: ReadonlySet<string> = new Set(["brightness", "sharpen", "clarity", "contrast", "punch", "smooth-skin"]);

/**
 * Which faces are meant where an operation is for people or faces, and where they are: "on the left" chooses among the
 * faces, and draws no line through one. Of people who are to be hidden it is their faces. `null` where it cannot be done:
 * somebody would be made unrecognisable of whom it is not known for certain where they are, or only by halves.
 */
export function meantOfPeople(act: ResolvedAct, within: readonly Region[], request: readonly Token[]): Region[] | null {
  // "The person is too busy, blur it" need not mean the face.
  if (act.operation.hides !== null && act.where === null && within.some(({ name }) => name === "person")) return null;
  const hides = act.operation.hides !== null && !act.clause.core.some((token) => RETOUCHING.test(textOf(token)));
  const regions = sparing(placed(hides ? facesOf(within, request) : within));
  if (!hides) {
    if (regions.some(({ name }) => name === "eyes") && !FOR_EYES.has(act.operation.name)) return null;
    return apart(regions);
  }
  const wanted = regions.filter(({ except }) => except !== true);
  if (wanted.some(({ name }) => name === "skin")) return null;
  if (wanted.some(({ name }) => OF_FACES.has(name))) return isByHalves(act, regions) ? null : regions;
  return regions.some(({ name, at }) => name === "person" && at !== undefined) ? null : regions;
}

/** Slightly, in blocks of a few pixels, or in a part of the picture where a line would go through a face. */
function isByHalves({ operation, params, clause }: ResolvedAct, regions: readonly Region[]): boolean {
  const isSlight = (clause.strength ?? 1) < 1 || Number(params["pixels"] ?? 0) > 0;
  return operation.hides !== "surely" || isSlight || regions.length > 1;
}

/** People who are to be hidden, as the faces by which they are known; the subject only where somebody was named. */
function facesOf(within: readonly Region[], request: readonly Token[]): Region[] {
  const named = request.map(textOf).filter((word) => PERSONS.has(word));
  // "Person" may stand for several where it was said in another language.
  const isMany = (word: string): boolean => word === "person" || SEVERAL_PEOPLE.has(word) || /[^s]s$/u.test(word);
  const isOne = named.length > 0 && !named.some(isMany);
  const isOfAPerson = ({ name, except }: Region): boolean =>
    name === "person" || (name === "subject" && except !== true && named.length > 0);
  if (!within.some((region) => isOfAPerson(region) && region.except !== true)) {
    return within.some(({ name, except }) => OF_FACES.has(name) && except !== true)
      ? within.map((region) => (region.name === "person" ? { ...region, name: "face" } : region))
      : [...within];
  }
  // "The face of the man": of him nothing else.
  const hasFace = within.some(({ name, except }) => OF_FACES.has(name) && except !== true);
  return within.flatMap((region): Region[] => {
    if (!isOfAPerson(region)) return [region];
    if (hasFace && region.except !== true && region.at === undefined) return [];
    const isPlaced = region.at !== undefined || region.except === true || within.length > 1;
    return [{ ...region, name: "face", ...(isOne && !isPlaced ? { one: true } : {}) }];
  });
}

const isPlace = (name: Region["name"]): name is (typeof PLACES)[number] => PLACES.some((place) => place === name);

/** "The faces", "on the left": the faces there. */
function placed(regions: readonly Region[]): Region[] {
  const places = regions.flatMap(({ name, except }) => {
    if (except === true) return [];
    return isPlace(name) || name === "background" ? [name] : [];
  });
  const faces = regions.filter(({ name, except }) => OF_FACES.has(name) && except !== true);
  const [face, ofThem] = faces.toSorted((one) => (one.name === "eyes" ? -1 : 1));
  if (face === undefined) return [...regions];
  const [place] = places;
  const others = regions.filter((region) => !faces.includes(region) && !places.some((name) => name === region.name));
  const at = face.at ?? ofThem?.at ?? place;
  const isOne = face.one ?? ofThem?.one;
  return [{ ...face, ...(at === undefined ? {} : { at }), ...(isOne === undefined ? {} : { one: isOne }) }, ...others];
}

/** "All faces but the one on the left". */
function sparing(regions: readonly Region[]): Region[] {
  const [face, spared, ...more] = regions;
  const isSparing =
    face !== undefined &&
    OF_FACES.has(face.name) &&
    face.at === undefined &&
    spared?.name === "face" &&
    spared.at !== undefined &&
    spared.except === true;
  if (!isSparing || more.length > 0) return [...regions];
  return [{ ...spared, except: undefined, name: face.name, others: true }];
}

/** Of a person somewhere, the person and the part of the picture: nothing that is to be seen depends on its line. `null`: all but them. */
function apart(regions: readonly Region[]): Region[] | null {
  if (regions.some(({ name, at, except }) => name === "person" && at !== undefined && except === true)) return null;
  return regions.flatMap(({ at, one, ...region }): Region[] => {
    if (region.name !== "person") return [{ ...region, ...(at && { at }), ...(one && { one }) }];
    return at === undefined || at === "foreground" ? [region] : [region, { name: at }];
  });
}
