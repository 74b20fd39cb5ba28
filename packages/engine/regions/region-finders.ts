import type { Mask, Raster } from "../pixels/raster";
import type { Region } from "../plan";
import { nameRegions } from "../vocabulary/region-names";
import type { Work } from "../work";
import { colourMask } from "./colour/colour-mask";
import { findThing } from "./colour/find-thing";
import { groundMask } from "./ground-mask";
import { invertMask } from "./mask";
import { CENTRE, EDGES, type Place, placeMask, sideOf, thirdOf } from "./place-mask";
import { eyeMask, faceMask, faceSkinMask, type Wanted } from "./people/face-mask";
import { peopleMask } from "./people/people-mask";
import { skinPlane } from "./people/skin-plane";
import { certainSky } from "./sky/find-sky";
import { skyMask } from "./sky/sky-mask";
import { subjectMask } from "./subject/find-subject";
import { toneMask } from "./tone-mask";
import { waterMask } from "./water/water-mask";

/** How a part is delimited: as it looks, fading where it does; or all of it, to its line, since it has to be hidden. */
export type Delimited = "softly" | "wholly";

/**
 * Finds one kind of region in a picture; `what` is what the person called it, as in "the people". What `wholly` asks
 * of what is found by how it looks is done by the caller.
 * @throws {EngineError} `NOTHING_CHANGED`, saying what was looked for, when it is not there or not certain.
 */
export type RegionFinder = (
  raster: Raster,
  region: Region,
  work: Work,
  what: string,
  how: Delimited,
) => Mask | Promise<Mask>;

const at =
  (place: Place): RegionFinder =>
  (raster, _region, { signal }, _what, how) =>
    placeMask(raster, place, how === "wholly", signal);

const tone =
  (name: "shadows" | "midtones" | "highlights"): RegionFinder =>
  (raster, _region, { signal }) =>
    toneMask(raster, name, signal);

/** What is told of faces that were covered: how many of how many, and what that does not do. */
function hiddenFaces(meant: number, all: number, isEyes: boolean): string {
  const count = meant < all ? `${meant} of ${all} faces found` : meant === 1 ? "1 face" : `${meant} faces`;
  const were = meant === 1 ? "was" : "were";
  if (isEyes)
    return `The eyes of ${count} ${were} covered; who knows these people may still recognise them, and not every face is found, so look before you publish it`;
  const only = `and nothing else of ${meant === 1 ? "this person" : "these people"}`;
  if (meant < all)
    return `${count} ${were} covered, ${only}; see that ${meant === 1 ? "it is the one" : "they are those"} you meant before you publish it, for not every face is found`;
  return `${count} ${were} found and covered, ${only}; look for others before you publish it, for not every face is found`;
}

const onFaces =
  (draw: typeof faceMask): RegionFinder =>
  (raster, { at, one, others, except = false }, work, what, how) => {
    const isHidden = how === "wholly" && !except;
    const told: Wanted["told"] = (meant, all) => {
      if (isHidden) work.note(hiddenFaces(meant, all, draw === eyeMask));
    };
    // What spares faces spares them whole; of eyes what is done to skin must come near to them.
    return draw(
      raster,
      { which: { at, one, others }, what, told },
      work,
      how === "softly" && (!except || draw === eyeMask),
    );
  };

/** How each region is found. */
export const REGION_FINDERS: Readonly<Record<Region["name"], RegionFinder>> = {
  sky: async (raster, _region, { signal }, what) => {
    const { sky, seen } = await certainSky(raster, what, signal);
    return skyMask(seen, sky, signal);
  },
  ground: (raster, _region, { signal }, what) => groundMask(raster, what, signal),
  water: (raster, _region, { signal }, what) => waterMask(raster, what, signal),
  subject: (raster, _region, work, what) => subjectMask(raster, what, work),
  background: async (raster, _region, work, what) => invertMask(await subjectMask(raster, what, work)),
  person: (raster, _region, work, what) => peopleMask(raster, what, work),
  face: onFaces(faceMask),
  eyes: onFaces(eyeMask),
  skin: (raster, _region, work, what) => faceSkinMask(raster, what, work),
  left: at(sideOf("left", null)),
  right: at(sideOf("right", null)),
  top: at(sideOf(null, "top")),
  bottom: at(sideOf(null, "bottom")),
  "top-left": at(sideOf("left", "top")),
  "top-right": at(sideOf("right", "top")),
  "bottom-left": at(sideOf("left", "bottom")),
  "bottom-right": at(sideOf("right", "bottom")),
  centre: at(CENTRE),
  "left-third": at(thirdOf(0, "across")),
  "middle-third": at(thirdOf(1, "across")),
  "right-third": at(thirdOf(2, "across")),
  "top-third": at(thirdOf(0, "down")),
  "bottom-third": at(thirdOf(2, "down")),
  edges: (raster, _region, { signal }) => placeMask(raster, EDGES, false, signal),
  shadows: tone("shadows"),
  midtones: tone("midtones"),
  highlights: tone("highlights"),
  colour: (raster, { colour = "", largest = false }, work) =>
    colourMask(raster, colour, largest, work.signal, (small) => skinPlane(raster, small, work)),
  thing: async (raster, { noun = "", except = false }, work) => {
    const { colour, largest } = await findThing(raster, noun, work);
    const part = nameRegions([{ name: "colour", colour, ...(largest && { largest }) }]);
    work.note(`${part} was taken for the ${noun}${except ? ", and left as it was" : ""}`);
    return colourMask(raster, colour, largest, work.signal, (small) => skinPlane(raster, small, work));
  },
};
