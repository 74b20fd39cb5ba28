import type { StopSignal } from "../../stop-signal";
import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { LUMA } from "../../pixels/colour-matrix";
import { inSlices } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";
import { applyCurve } from "../../pixels/tone-curve";
import { COLOURS, rgbOf, spokenColour } from "../../vocabulary/colours";

const USUAL_MIX = 0.55;

/** The same for "bluer" and "more blue", which keep the hues and lean to the colour. */
const LEANING_MIX = 0.24;

/** Verbs that ask for a tint. Not "has": a picture that has a green cast has it against somebody's will. */
const ADD = "give/add/adding/apply/use/needs/need/wants/want/with/make/put/bring/set/get";

/** Colours the whole picture by one named colour; the light of each pixel stays about the same. */
export const tint = defineOperation({
  name: "tint",
  family: "colour",
  title: "a tint of a named colour",
  examples: ["make it blue", "give it a slight teal tint", "tint the picture dark red", "add a golden tone"],
  schema: z.object({
    colour: z.string().refine((name) => Object.hasOwn(COLOURS, name)),
    mix: z.number().min(0.02).max(1),
    /** Whether what is all but white, which no colour shows on, is darkened for it. */
    deep: z.boolean().default(false),
  }),
  changes: ["colour"],
  regional: true,
  phrases: [
    { means: LEANING_MIX, say: ["{make}? more {colour}"] },
    {
      means: USUAL_MIX,
      say: [
        "make/turn/colour/tint/tone/paint/dye {colour}",
        "{make} {colour}",
        "change/recolour/repaint/switch {colour}",
        "change/switch/{make} colour {colour}",
        "tint with {colour}",
        "colour? tint with? {colour}",
        "{make} {colour} tinted/toned/coloured",
        `${ADD}? {colour} tint/tone/hue/cast/tones/shade/wash/filter/overlay/colouring/colour`,
        "tint with? {colour} colour/tone/tint?",
        "colour/tint/hue/tone {colour}",
      ],
    },
  ],
  amounts: ["percent"],
  params({ means, strength, amount, slots }) {
    const mix = amount === null ? Math.min(0.95, means * strength) : amount.value / 100;
    return slots.colour === undefined || mix < 0.02 || mix > 1
      ? null
      : { colour: slots.colour, mix: rounded(mix), deep: false };
  },
  sentence({ colour, mix }, exact, of) {
    const named = spokenColour(colour);
    if (exact) return `Tint ${of} ${named} by ${Math.round(mix * 100)} %.`;
    return `Tint ${of}${howMuch(mix / USUAL_MIX)} ${named}.`;
  },
  apply: (raster, { colour, mix, deep }, { signal }) =>
    colourise(
      deep ? dimmed(raster, mix, signal) : raster,
      deep && colour === "blue" ? AZURE : rgbOf(COLOURS[colour] ?? "#808080"),
      mix,
      signal,
    ),
});

/** The blue of a sky. */
const AZURE = [64, 136, 214] as const;

/** From this level on a sky is all but white; so far down white goes with the whole of a colour. */
const ALL_BUT_WHITE = 190;
const DEPTH = 120;

/** The lightest levels darker, so that a colour is to be seen on them, and still lighter than all others. */
function dimmed(raster: Raster, mix: number, signal: StopSignal): Raster {
  const room = 255 - ALL_BUT_WHITE;
  const lower = Math.min(room * 0.85, DEPTH * mix);
  return applyCurve(
    raster,
    (level) => (level * 255 <= ALL_BUT_WHITE ? level : level - (((level * 255 - ALL_BUT_WHITE) / room) * lower) / 255),
    signal,
  );
}

function colourise(raster: Raster, colour: readonly [number, number, number], mix: number, signal: StopSignal): Raster {
  const red = rampThrough(colour[0], colour, mix);
  const green = rampThrough(colour[1], colour, mix);
  const blue = rampThrough(colour[2], colour, mix);
  const { data, channels } = raster;
  const keep = 1 - mix;
  inSlices(raster.width * raster.height, signal, (from, to) => {
    for (let at = from * channels; at < to * channels; at += channels) {
      const [r, g, b] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      const light = Math.round(r * LUMA[0] + g * LUMA[1] + b * LUMA[2]);
      data[at] = Math.round(r * keep + (red[light] ?? 0));
      data[at + 1] = Math.round(g * keep + (green[light] ?? 0));
      data[at + 2] = Math.round(b * keep + (blue[light] ?? 0));
    }
  });
  return raster;
}

/** Black → the colour at its own light → white, for one channel, already weighted by `mix`. */
function rampThrough(level: number, colour: readonly [number, number, number], mix: number): Float64Array {
  const own = Math.min(254, Math.max(1, colour[0] * LUMA[0] + colour[1] * LUMA[1] + colour[2] * LUMA[2]));
  return Float64Array.from(
    { length: 256 },
    (_, light) => mix * (light <= own ? (level * light) / own : level + ((255 - level) * (light - own)) / (255 - own)),
  );
}
