import type { Region } from "../plan";
import type { Mention } from "./read-mentions";

/** Prepositions that place one part inside of another: "the shadows in the sky". */
const INSIDE = new Set(["in", "of", "on", "from", "within", "at"]);

/** Parts that reach across the picture, so that their left is on the left of the picture. */
const ACROSS: ReadonlySet<Region["name"]> = new Set<Region["name"]>(["sky", "ground", "water", "background"]);

/**
 * The one part of the picture that these mentions describe together, as regions that all must hold.
 * `null` when they name several parts or contradict each other.
 */
export function composeRegions(mentions: readonly Mention[]): Region[] | null {
  const wanted = mentions.filter(({ except }) => !except);
  const [first, second, ...more] = wanted;
  if (more.length > 0 || (first !== undefined && second !== undefined && !canMeet(first, second))) return null;
  const regions = [
    ...wanted.flatMap((mention) => mention.regions),
    ...mentions
      .filter(({ except }) => except)
      .flatMap((mention) => mention.regions.map((region) => ({ ...region, except: true }))),
  ];
  return contradicts(regions) ? null : regions;
}

function canMeet(first: Mention, second: Mention): boolean {
  const isNext = second.from === first.to;
  const isInside = isNext && second.preposition !== null && INSIDE.has(second.preposition);
  if (first.kind === "place" && second.kind === "place") return false;
  if (second.kind === "place") return second.preposition !== null && INSIDE.has(second.preposition);
  if (first.kind === "place") {
    if (!isNext) return first.preposition !== null;
    const [whole] = second.regions;
    const isAcross = whole !== undefined && ACROSS.has(whole.name);
    const isSide = first.regions.every(({ name }) => name === "left" || name === "right");
    // The top of the sky is not the top half of the picture.
    return isInside && isAcross && (isSide || whole.name === "background");
  }
  if (first.kind === "skin") return isInside && (second.kind === "person" || second.kind === "spread");
  const isShade = first.kind === "tone" || first.kind === "colour";
  return isShade && isInside && ["person", "animal", "spread", "skin"].includes(second.kind);
}

/** True when one region is both wanted and excepted. */
function contradicts(regions: readonly Region[]): boolean {
  return regions.some(
    (region) =>
      region.except !== true &&
      regions.some(({ name, colour, except }) => except === true && name === region.name && colour === region.colour),
  );
}
