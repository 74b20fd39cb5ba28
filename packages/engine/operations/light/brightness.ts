import { z } from "zod";
import { clamp, howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { amountPhrases } from "../../pattern";
import { LUMA } from "../../pixels/colour-matrix";
import { toLight, toSrgb } from "../../pixels/oklab";
import type { Raster } from "../../pixels/raster";
import { applyCurve } from "../../pixels/tone-curve";
import { litFaces, meanLightOfFaces } from "../../regions/people/face-light";
import type { Work } from "../../work";

/** What "brighter" means without further words, in stops of light. */
const USUAL_STOPS = 0.7;

/** From here on brightened highlights roll off softly instead of clipping; share of full light. */
const SHOULDER = 0.6;

const { more, less } = amountPhrases(["brightness", "exposure", "light", "brighter", "lightness"]);

/** More or less light, in photographic stops; where nothing is said in figures, as much as the faces of a picture need. */
export const brightness = defineOperation({
  name: "brightness",
  family: "light",
  title: "brightness",
  examples: ["make it a bit brighter", "it's too dark", "darken the photo by 20%", "+1 stop"],
  schema: z.object({ stops: z.number().min(-5).max(5), byFaces: z.boolean().default(false) }),
  changes: ["light"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        ...more,
        "{make}? brighter/lighter",
        "{make}? {more} bright/light",
        "{make}? {up} as bright/light",
        "{make}? {up} brighter/bright/lighter",
        "{make} bright/light",
        "brighten/lighten/brightening/lightening up?",
        "{make}? brightened/lightened up?",
        "needs/need brightening/lightening",
        "{make}? brighten/lighten up?",
        "{make}? excess dark/dim/murky",
        "too dark/dim/murky/gloomy",
        "{make}? {less} dark/dim/gloomy",
        "{less} darkness",
        "not bright/light enough",
        "underexposed",
        "picture? was? underexposed",
        "{up}",
        "{lack} light/brightness",
        "dark",
        "was? taken? too dark",
        "could be? brighter/lighter",
        "illuminate",
        "can/could? not/hardly/barely see {more}? anything/clearly/well/properly?",
        "not/hardly/barely visible/recognisable/recognizable/seen",
        "expose brighter/lighter/more",
        "expose {up} brighter/lighter/more?",
      ],
    },
    {
      means: -1,
      say: [
        ...less,
        "{make}? darker/dimmer",
        "{make}? {more} dark/dim",
        "{make} dark/dim",
        "{make}? {down} as? bright/light/brighter",
        "{make}? {up} as? dark/darker",
        "darken/dim/darkening/dimming down?",
        "{make}? darkened/dimmed down?",
        "too bright/light",
        "{make}? excess bright/light",
        "{make}? {less} bright/light",
        "not dark enough",
        "expose darker/less",
        "drop/dropping exposure/brightness",
        "overexposed",
        "{down}",
      ],
    },
  ],
  amounts: ["percent", "stops", "times"],
  params({ means, strength, amount }) {
    if (amount?.unit === "stops") return inRange(means * amount.value, false);
    if (amount?.unit === "times")
      return amount.value > 0 ? inRange(means * Math.abs(Math.log2(amount.value)), false) : null;
    if (amount !== null) {
      // Per cent of the level as seen: the eye's scale is about the 2.2th root of light.
      const factor = 1 + (means * amount.value) / 100;
      return factor > 0 ? inRange(2.2 * Math.log2(factor), false) : null;
    }
    return inRange(means * USUAL_STOPS * strength, means > 0);
  },
  adapt({ stops, byFaces }, { meanLight }) {
    const room = stops > 0 ? clamp((235 - meanLight) / 115, 0.4, 1.25) : clamp(meanLight / 115, 0.5, 1.25);
    return { stops: rounded(stops * room), byFaces };
  },
  sentence({ stops }, exact, of) {
    const verb = stops > 0 ? "Brighten" : "Darken";
    const size = Math.abs(stops);
    return exact ? `${verb} ${of} by ${rounded(size)} stops.` : `${verb} ${of}${howMuch(size / USUAL_STOPS)}.`;
  },
  async apply(raster, { stops, byFaces }, work) {
    const wanted =
      byFaces && stops > 0 ? withoutBurning(raster, await stopsForFaces(raster, stops, work), stops, work) : stops;
    return applyCurve(raster, (level) => toSrgb(expose(toLight(level), 2 ** wanted)), work.signal);
  },
});

const inRange = (stops: number, byFaces: boolean) => (Math.abs(stops) <= 5 ? { stops: rounded(stops), byFaces } : null);

/** Level 0..1 of a face that is well lit, and how much less and more than without faces they may have it brightened. */
const FACE = 0.52;
/** Beyond this level a face looks washed out, however dark its picture is said to be. */
const BRIGHTEST_FACE = 0.66;
const LEAST = 0.5;
const MOST = 1.9;

/**
 * The stops that make the faces of a picture well lit, where there are some: between half and about twice those that
 * would be usual, so that "a bit" stays less than "a lot", and always brighter.
 */
async function stopsForFaces(raster: Raster, stops: number, work: Work): Promise<number> {
  const seen = meanLightOfFaces(await litFaces(raster, work));
  if (seen === null) return stops;
  const lacking = stopsTo(FACE, seen.light);
  const wanted = stops * clamp(lacking / USUAL_STOPS, LEAST, MOST);
  const most = Math.max(stops * LEAST * LEAST, stopsTo(BRIGHTEST_FACE, seen.light));
  return stops + (Math.min(wanted, most) - stops) * seen.weight;
}

/** From below the one level to beyond the other a part is burnt out; no more than this share of a picture may come to that. */
const UNBURNT = 0.82;
const BURNT = 0.93;
const MOST_BURNT = 0.1;
const STEP = 0.1;
/** So much of what was asked for is given all the same. */
const UNSPARED = 0.75;

/** As much more light, but no less than most of what was asked for, as burns out no large part of the picture. */
function withoutBurning({ data, width, height, channels }: Raster, wanted: number, asked: number, work: Work): number {
  // In a part only that is brightened.
  if (work.part !== null) return wanted;
  const counts = new Float64Array(256);
  const every = Math.max(1, Math.floor((width * height) / SEEN));
  for (let at = 0; at + 2 < data.length; at += channels * every) {
    const light = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
    counts[Math.round(light)] = (counts[Math.round(light)] ?? 0) + 1;
  }
  const all = counts.reduce((sum, count) => sum + count, 0);
  const burnt = (stops: number): number =>
    counts.reduce((sum, count, level) => {
      const isNew = level / 255 < UNBURNT && toSrgb(expose(toLight(level / 255), 2 ** stops)) > BURNT;
      return isNew ? sum + count : sum;
    }, 0) / Math.max(1, all);
  let stops = wanted;
  while (stops - STEP > asked * UNSPARED && burnt(stops) > MOST_BURNT) stops -= STEP;
  return stops;
}

/** So many pixels tell what a picture is like. */
const SEEN = 40_000;

const stopsTo = (level: number, from: number): number => Math.log2(toLight(level) / Math.max(0.002, toLight(from)));

function expose(light: number, gain: number): number {
  const lit = light * gain;
  if (gain <= 1 || lit <= SHOULDER) return lit;
  const over = (lit - SHOULDER) / (1 - SHOULDER);
  const most = (gain - SHOULDER) / (1 - SHOULDER);
  return SHOULDER + ((1 - SHOULDER) * over * (1 + over / most ** 2)) / (1 + over);
}
