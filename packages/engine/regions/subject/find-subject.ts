import { connectedComponents } from "../../pixels/connected-components";
import { inSlices } from "../../pixels/in-slices";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Mask, Raster } from "../../pixels/raster";
import { smallCopy } from "../../pixels/resize";
import { ramp } from "../../pixels/smoothstep";
import type { StopSignal } from "../../stop-signal";
import type { Work } from "../../work";
import { notFound } from "../failures";
import { followEdges } from "../mask";
import { areMain, certainPeople } from "../people/people-mask";
import { cutOut, withThinParts } from "./cut-out";
import { NOTHING, isCutOut } from "./is-cut-out";
import { judgeSubject } from "./judge-subject";
import { standOut, withoutCorners, withoutGrain } from "./stand-out";

/** The confidence from which on a subject counts as found. */
const SURE = 0.7;

/**
 * Where the subject of a picture is: what covers, in one that was cut out before; otherwise the people, where it is about
 * them; otherwise what stands out.
 * @throws {EngineError} `NOTHING_CHANGED` when none is found with enough certainty; `what` names what was looked for.
 */
export async function subjectMask(raster: Raster, what: string, work: Work): Promise<Mask> {
  const covered = byAlpha(raster, work.signal);
  if (covered !== null) return covered;
  const people = await certainPeople(raster, work);
  if (people !== null && areMain(people)) return followEdges(raster, people.small, people.share, work.signal);
  const { small, share, confidence } = await findSubject(raster, work);
  if (confidence < SURE) throw notFound(what);
  return followEdges(raster, small, share, work.signal);
}

/** Longer side of the copy on which the subject is looked for, in pixels. */
const SMALL = 240;

/** A picture narrower than this, in pixels of the small copy, shows no subject before a background. */
const NARROWEST = 12;

/** Parts of at least this share of the largest one are kept beside it, such as the other fruit of a still life. */
const SECOND = 0.12;

/** Below this confidence a second cut from another guess changes nothing. */
const HOPELESS = 0.3;

/** What stands before its background, found on a small copy. */
type Subject = {
  small: Raster;
  /** 1 where the small copy shows the subject, else 0. */
  share: Plane;
  /** 0..1. */
  confidence: number;
};

/**
 * Looks for the subject: what differs from what reaches the edges, cut out by colour from two different
 * guesses. The confidence is that of `judgeSubject`, less where both cuts disagree.
 */
export async function findSubject(raster: Raster, work: Work): Promise<Subject> {
  const small = withoutCorners(await smallCopy(raster, SMALL));
  const { width, height } = small;
  const nothing: Subject = { small, share: planeOf(width, height, () => 0), confidence: 0 };
  if (Math.min(width, height) < NARROWEST) return nothing;
  const seen = onGrey(small);
  const salience = standOut(seen);
  const cv = await work.cv();
  const calm = await withoutGrain(seen);
  const found = cutOut(cv, calm, fromSalience(salience));
  if (found === null) return nothing;
  const mask = tidied(found, width);
  const confidence = judgeSubject(calm, salience, mask);
  const whole = withThinParts(mask, salience, splitOf(salience.values));
  const share = planeOf(width, height, (index) => whole[index] ?? 0);
  // A second cut takes as long as the first.
  if (confidence < HOPELESS) return { small, share, confidence };
  const again = cutOut(cv, calm, fromCentre(salience));
  const agreement = again === null ? 0 : agreementOf(mask, tidied(again, width));
  return { small, share, confidence: confidence * ramp(agreement, 0.3, 0.75) };
}

/** What two masks have in common, as a share of what either has. */
function agreementOf(one: Uint8Array, other: Uint8Array): number {
  let [both, either] = [0, 0];
  for (let index = 0; index < one.length; index++) {
    both += (one[index] ?? 0) & (other[index] ?? 0);
    either += (one[index] ?? 0) | (other[index] ?? 0);
  }
  return either === 0 ? 0 : both / either;
}

/** OpenCV's classes of GrabCut. */
const [SURELY_NOT, SURELY, RATHER_NOT, RATHER] = [0, 1, 2, 3];

/** Standard deviation of where subjects are, as a share of each side. */
const MIDDLE = 0.32;

/** What stands out is rather the subject; what does not at all, at the edges, surely not. */
function fromSalience({ values, width, height }: Plane): Uint8Array {
  const threshold = splitOf(values);
  const guess = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    const inset = insetOf(index, width, height);
    if (value > threshold * 1.6 && inset > 0.25) guess[index] = SURELY;
    else if (value > threshold) guess[index] = RATHER;
    else guess[index] = inset < 0.04 && value < threshold * 0.5 ? SURELY_NOT : RATHER_NOT;
  }
  return guess;
}

/** What stands out near the middle is rather the subject. */
function fromCentre({ values, width, height }: Plane): Uint8Array {
  const central = values.map((value, index) => {
    const x = ((index % width) + 0.5) / width - 0.5;
    const y = (Math.floor(index / width) + 0.5) / height - 0.5;
    return value * Math.exp(-(x * x + y * y) / (2 * MIDDLE * MIDDLE));
  });
  const threshold = splitOf(central);
  return Uint8Array.from(central, (value) => (value > threshold * 0.8 ? RATHER : RATHER_NOT));
}

/** How far a pixel is from the nearest side, as a share of the picture. */
function insetOf(index: number, width: number, height: number): number {
  const x = ((index % width) + 0.5) / width;
  const y = (Math.floor(index / width) + 0.5) / height;
  return Math.min(x, 1 - x, y, 1 - y);
}

/** The value that best parts low from high ones (Otsu 1979). */
function splitOf(values: Float32Array): number {
  const bins = new Float32Array(64);
  for (const value of values) {
    const bin = Math.min(63, Math.floor(value * 64));
    bins[bin] = (bins[bin] ?? 0) + 1;
  }
  const total = bins.reduce((sum, count, bin) => sum + count * bin, 0);
  let [below, belowSum, best, split] = [0, 0, 0, 0];
  for (const [bin, count] of bins.entries()) {
    below += count;
    belowSum += count * bin;
    const above = values.length - below;
    if (below === 0 || above === 0) continue;
    const apart = below * above * (belowSum / below - (total - belowSum) / above) ** 2;
    if (apart > best) [best, split] = [apart, (bin + 1) / 64];
  }
  return split;
}

/** Without specks, and without the holes that no background shows through. */
function tidied(values: Uint8Array, width: number): Uint8Array {
  const out = new Uint8Array(values.length);
  const parts = connectedComponents(values, width);
  const largest = parts[0]?.length ?? 0;
  for (const part of parts) if (part.length >= largest * SECOND) for (const index of part) out[index] = 1;
  for (const hole of connectedComponents(out, width, 0)) {
    if (hole.length < values.length * 0.004) for (const index of hole) out[index] = 1;
  }
  return out;
}

/** What lies below what does not cover. */
const GREY = 128;

/** A copy of a small picture with alpha on plain grey, so that no colour hidden under transparency counts. */
function onGrey(small: Raster): Raster {
  const data = Buffer.from(small.data);
  for (let at = 0; at < data.length; at += 4) {
    const cover = (data[at + 3] ?? 0) / 255;
    for (let byte = at; byte < at + 3; byte++) data[byte] = Math.round(GREY + ((data[byte] ?? 0) - GREY) * cover);
  }
  return { ...small, data };
}

/** The subject of a picture that has been cut out already: what covers. `null` when the picture is none such. */
function byAlpha(raster: Raster, signal: StopSignal): Mask | null {
  if (!isCutOut(raster, signal)) return null;
  const { data, width, height } = raster;
  const values = new Uint8Array(width * height);
  inSlices(values.length, signal, (from, to) => {
    for (let pixel = from; pixel < to; pixel++) values[pixel] = (data[pixel * 4 + 3] ?? 0) < NOTHING ? 0 : 255;
  });
  return { values, width, height };
}
