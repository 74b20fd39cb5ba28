import { lightOfFace, type LitFaces, litFaces, awayFromSkin, skinColours } from "../regions/people/face-light";
import { type AutoTone, type FaceLight, LIGHTEST_FACE, autoToneOf, nightOf, toneOf } from "../pixels/auto-tone";
import { type ChannelMaps, channelEnds } from "../pixels/channel-ends";
import { applyLut, type ColourLut, colourLut, vivid } from "../pixels/colour-lut";
import { colourBesideLight, sampleLab, spreadOf } from "../pixels/colour-statistics";
import { applyLocalTone } from "../pixels/local-tone";
import { balanced, type Gains, type Neutral, neutralOf, strengthOf } from "../pixels/neutral-gains";
import { fromOklab, toOklab, type Triple } from "../pixels/oklab";
import { lumaPlane } from "../pixels/plane";
import type { Raster } from "../pixels/raster";
import { smallOpaqueCopy } from "../pixels/resize";
import { ramp, smoothstep } from "../pixels/smoothstep";
import type { StopSignal } from "../stop-signal";
import type { Work } from "../work";

/** Longer side of the copy by which is judged, in pixels. */
const JUDGED = 400;

/** Surroundings of a pixel as a share of the shorter side. */
const RADIUS = 1 / 16;

/** Colours beside their light (Oklab) below which a picture is of one tone, as sepia is, which is wanted. */
const ONE_TONE = 0.012;

/** How far the mean colour is from grey (Oklab) where a picture begins to be, and is, of a colour by itself. */
const COLOURED = [0.035, 0.08] as const;

/** How much of a cast is taken that is found, and how much of each channel's own ends counts. */
const CAST = 0.85;

/** How much of the picture must become grey for each doubling of a channel beside another, so that some and all of a cast is believed: blue sea and sky are none. */
const BELIEVED = [0.05, 0.18] as const;
const OWN_ENDS = 0.7;

/** By how much levels are spread at most, by day and by night. */
const MOST_SPREAD = 3;
const MOST_AT_NIGHT = 1.3;

/** By how much pale colours are strengthened in any picture, and at most where nearly all are pale. */
const VIVID = 0.05;
const MOST_VIVID = 0.2;

/** By how much each try to give faces their light back, or to take what is too much of it, changes the gain, and how many there are. */
const RAISE = 1.12;
const TRIES = 12;

/** Level 0..255 from which on a pixel is burnt out in a channel, and which share of the picture more may be after levels are spread. */
const BURNT = 253;
const MORE_BURNT = 0.015;

/** Shares of the spread that are tried, until no more is burnt out. */
const SPREADS = [1, 0.75, 0.5, 0.25, 0] as const;

/** Contrast that any picture may have more, beside its colours. */
const CRISP = 0.04;

/** Light 0..1 by which a face must be lighter on the copy so that it is no darker in the full picture. */
const SPARE = 0.002;

/** Light 0..1 by which faces may be lighter than the lightest that is wanted: in any light, and in that of a flash. */
const GLARING = { any: 0.1, flash: 0.02 } as const;

/** By how much, 0..1, faces are lighter than the middle of a picture where a flash may have lit them, and where it has. */
const FLASH = [0.15, 0.3] as const;

type Improvement = { share: number; colours: boolean };

/** Mean change of a level below which nothing is seen, 0..255. */
const UNSEEN = 1.2;

/**
 * Makes a picture look better where it can: takes a cast of colour out, spreads each channel (only with `colours`), lifts
 * what is too dark, by its faces where there are some, and strengthens pale colours (only with `colours`). `share` 0..1 is
 * how far it goes. A face is never darker than it was. What is wanted stays: evening light, the dark of a night, one tone.
 * Overwrites the raster; `null`, and nothing is overwritten, when there is nothing to do.
 */
export async function improve(raster: Raster, { share, colours }: Improvement, work: Work): Promise<Raster | null> {
  const lit = await litFaces(raster, work);
  const small = await smallOpaqueCopy(raster, JUDGED);
  const map = await colourMap(raster, small, lit, colours, work);
  const lut = colourLut((red, green, blue) => {
    const [r, g, b] = map(red, green, blue);
    return [red + (r - red) * share, green + (g - green) * share, blue + (b - blue) * share];
  });
  const mapped = applyLut(copyOf(small), lut, work.signal);
  const tone = await toneFor(mapped, lit, lut, { share, colours }, work);
  if (change(small, await applyLocalTone(mapped, { radius: RADIUS, tone }, silent(work))) < UNSEEN) return null;
  work.progress(0.2);
  applyLut(raster, lut, work.signal);
  work.progress(0.4);
  const progress = (done: number): void => work.progress(0.4 + done * 0.6);
  return applyLocalTone(raster, { radius: RADIUS, tone }, { ...work, progress });
}

const silent = (work: Work): Work => ({ ...work, progress: () => {} });

/** Mean difference of the levels of two rasters. */
function change({ data }: Raster, { data: other }: Raster): number {
  let sum = 0;
  for (let at = 0; at < data.length; at++) sum += Math.abs((data[at] ?? 0) - (other[at] ?? 0));
  return sum / data.length;
}

const copyOf = (raster: Raster): Raster => ({ ...raster, data: Buffer.from(raster.data) });

type ColourMap = (red: number, green: number, blue: number) => Triple;

/** What becomes of the colours: without their cast, each channel spread, pale ones stronger. */
async function colourMap(
  raster: Raster,
  small: Raster,
  lit: LitFaces,
  colours: boolean,
  { signal }: Work,
): Promise<ColourMap> {
  const lab = await sampleLab(raster);
  const most = MOST_SPREAD + (MOST_AT_NIGHT - MOST_SPREAD) * nightOf(small);
  if (!colours || lab.length === 0 || colourBesideLight(lab) < ONE_TONE) return apart(channelEnds(small, 0, most));
  const believed = ({ gains: of, greyBefore, greyAfter }: Neutral): number =>
    CAST * ramp((greyAfter - greyBefore) / Math.max(0.01, strengthOf(of)), ...BELIEVED);
  const gains = await castGains(raster, lit, believed);
  const neutral: ColourMap = (red, green, blue) => balanced([red, green, blue], gains);
  const without = applyLut(copyOf(small), colourLut(neutral), signal);
  const { mean } = spreadOf(await sampleLab(without));
  const own = OWN_ENDS * (1 - smoothstep(...COLOURED, Math.hypot(mean[1], mean[2])));
  const ends = sparing(apart(channelEnds(without, own, most)), without, signal);
  const strength = lab.reduce((sum, [, a, b]) => sum + Math.hypot(a, b), 0) / lab.length;
  // Skin gets blotches and red cheeks by what makes a landscape lively.
  const pale = lit.faces.length > 0 ? 0 : 1 - smoothstep(0.03, 0.09, strength);
  const stronger = vivid(VIVID + (MOST_VIVID - VIVID) * pale);
  return (red, green, blue) => fromOklab(...stronger(...toOklab(...ends(...neutral(red, green, blue)))));
}

const apart =
  ([ofRed, ofGreen, ofBlue]: ChannelMaps): ColourMap =>
  (red, green, blue) => [ofRed(red), ofGreen(green), ofBlue(blue)];

/** As much of a spread of levels as burns out nearly nothing: what a flash or a lamp has lit is the lightest there is. */
function sparing(spread: ColourMap, small: Raster, signal: StopSignal): ColourMap {
  const most = burntOf(small) + MORE_BURNT;
  const partly = (part: number): ColourMap => {
    return (red, green, blue) => {
      const [r, g, b] = spread(red, green, blue);
      return [red + (r - red) * part, green + (g - green) * part, blue + (b - blue) * part];
    };
  };
  const spares = (part: number): boolean => burntOf(applyLut(copyOf(small), colourLut(partly(part)), signal)) <= most;
  return partly(SPREADS.find(spares) ?? 0);
}

/** The share of a small raster without alpha that is burnt out in a channel. */
function burntOf({ data }: Raster): number {
  let count = 0;
  for (let at = 0; at + 2 < data.length; at += 3) {
    if (Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) >= BURNT) count++;
  }
  return (count * 3) / data.length;
}

/** The median light of a picture, 0..1. */
function middleOf(small: Raster): number {
  const sorted = lumaPlane(small).values.toSorted();
  return (sorted[Math.floor(sorted.length / 2)] ?? 0) / 255;
}

/** In how many steps less of a cast is taken, where skin would be no skin after it. */
const STEPS = 8;

/** Further than that from what skin can look like, in Oklab, it is seen. */
const SEEN = 0.006;

/**
 * The gains that take as much of the cast out of a picture as `of` says of it, 0..1, less where the skin of its faces would look like none
 * after it: a wall in one colour is no light.
 */
export async function castGains(raster: Raster, lit: LitFaces, of: (found: Neutral) => number): Promise<Gains> {
  const found = await neutralOf(raster);
  const { gains } = found;
  const share = of(found);
  const at = (part: number): Gains => [gains[0] ** part, gains[1] ** part, gains[2] ** part];
  const skins = skinColours(lit);
  if (skins.length === 0) return at(share);
  const wrong = (part: number): number =>
    skins.reduce((sum, [red, green, blue]) => {
      const [r, g, b] = balanced([red / 255, green / 255, blue / 255], at(part));
      return sum + awayFromSkin(Math.round(r * 255), Math.round(g * 255), Math.round(b * 255));
    }, 0) / skins.length;
  const parts = Array.from({ length: STEPS + 1 }, (_, step) => (share * (STEPS - step)) / STEPS);
  const least = Math.min(...parts.map(wrong));
  return at(parts.find((part) => wrong(part) <= least + SEEN) ?? share);
}

/** What light each level gets: lowered until the faces are not too light in the mean, then raised until none is darker than in the picture handed in. */
async function toneFor(
  small: Raster,
  { small: before, faces }: LitFaces,
  lut: ColourLut,
  { share, colours }: Improvement,
  work: Work,
): Promise<(around: number, own: number) => number> {
  const mapped = faces.length === 0 ? before : applyLut(copyOf(before), lut, work.signal);
  const lights = faces.map(({ face, weight }) => ({
    face,
    weight,
    was: lightOfFace(before, face),
    is: lightOfFace(mapped, face),
  }));
  const total = lights.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (of: "was" | "is"): number =>
    lights.reduce((sum, face) => sum + face.weight * (face[of] ?? 0.5), 0) / total;
  const ofFaces: FaceLight | null =
    total === 0
      ? null
      : { light: mean("is"), was: mean("was"), weight: Math.max(...lights.map(({ weight }) => weight)) };
  let auto = autoToneOf(small, ofFaces);
  if (colours) auto = { ...auto, contrast: auto.contrast + CRISP };
  const shared = (of: AutoTone) => {
    const tone = toneOf(of);
    return (around: number, own: number): number => own + (tone(around, own) - own) * share;
  };
  const flash = ramp(mean("was") - middleOf(before), ...FLASH);
  const spare = GLARING.any + (GLARING.flash - GLARING.any) * flash;
  const most = Math.max(mean("was"), LIGHTEST_FACE) + spare;
  let isRaised = false;
  for (let attempt = 0; attempt < TRIES && lights.length > 0; attempt++) {
    const after = await applyLocalTone(copyOf(mapped), { radius: RADIUS, tone: shared(auto) }, silent(work));
    const now = lights.map((face) => ({ ...face, now: lightOfFace(after, face.face) ?? face.was ?? 0.5 }));
    const isDarker = now.some((face) => face.was !== null && face.now < Math.min(0.97, face.was + SPARE));
    const glare = now.reduce((sum, face) => sum + face.weight * face.now, 0) / total;
    if (!isDarker && (isRaised || glare <= most)) break;
    isRaised ||= isDarker;
    auto = isDarker
      ? { ...auto, gain: auto.gain * RAISE, contrast: auto.contrast / 2 }
      : { ...auto, gain: auto.gain / RAISE };
  }
  return shared(auto);
}
