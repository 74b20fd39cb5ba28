import { z } from "zod";
import { clamp, howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyLocalTone } from "../../pixels/local-tone";
import { shiftDarkEnd } from "../../pixels/tone-curve";

/** How steep the light end gets by the usual recovery, and how flat by the usual raising. */
const RECOVER = 1.2;
const RAISE = 0.5;

/** Surroundings as a share of the shorter side, and how much they count beside the pixel itself. */
const RADIUS = 1 / 16;
const SURROUNDINGS = 0.65;

/** Per cent that mean the usual amount. */
const USUAL_PERCENT = 40;

const N = "highlight/highlights";
const LIGHT = "bright/brighter/brightest/light areas/area/parts/part";

/** Darker light areas, so that structure shows in them again, or brighter ones; the dark ones stay. */
export const highlights = defineOperation({
  name: "highlights",
  family: "light",
  title: "recover or raise the highlights",
  examples: [
    "recover the highlights",
    "the highlights are too bright",
    "make the highlights a bit brighter",
    "tone down the highlights",
  ],
  schema: z.object({ amount: z.number().min(-2.5).max(2.5) }),
  changes: ["light", "contrast"],
  regional: true,
  phrases: [
    {
      means: -1,
      say: [
        `recover/lower/reduce/darken/tame/dim/decrease/lessen/weaken/rescue/save/restore/cut/drop/soften/calm/compress ${N} down/back?`,
        `recovering/lowering/reducing/darkening/softening ${N}`,
        `{turn} down/back ${N} down/back?`,
        `{turn} ${N} down/back`,
        `${N} down`,
        `${N} {down}`,
        `{make} ${N} darker/softer/dimmer/weaker`,
        `{make}? ${N} {less} bright/harsh/hot/blown/intense/white out?`,
        `{give}? darker/softer/calmer/less/reduced ${N}`,
        `${N} too bright/harsh/hot/light/white/hard`,
        `${N} excessive/clipped/overexposed/blown/burnt/burned out?`,
        `excess ${N}`,
        `{give}? {more} detail/details ${N}`,
        `recover/restore/fix/repair/rescue detail/details? blown/burnt/burned/clipped? out? ${N} detail/details?`,
        `{turn}? out/back detail/details ${N}`,
        `{give}? {more} detail/details ${LIGHT}`,
        `recover/restore/reveal/show detail/details? ${LIGHT} detail/details?`,
        `{turn}? out/back detail/details ${LIGHT}`,
        `{lack} detail/details ${N}`,
        `${N} {lack} detail/details`,
        "blown/burnt/burned out",
        "blown",
        "recover/restore/rescue/save/get back? detail/details",
        "remove/reduce/lessen/tone/take down? shine/shininess/glare/hotspots",
        "too shiny",
        "excess glare",
        "{less}/remove/fix/kill glare",
      ],
    },
    {
      means: 1,
      say: [
        `raise/boost/brighten/lighten/lift/increase/enhance/intensify/strengthen up? ${N} up?`,
        `raising/boosting/brightening/lightening ${N}`,
        `{turn} up ${N}`,
        `{turn} ${N} up`,
        `${N} up`,
        `${N} {up}`,
        `{make} ${N} brighter/lighter/stronger/shinier`,
        `{make} ${N} {more} bright/intense/luminous`,
        `{give}? brighter/lighter/stronger/more ${N}`,
        `${N} too dark/dull/dim/weak/muted/flat/grey`,
        `${N} not bright enough`,
      ],
    },
  ],
  amounts: ["percent"],
  params({ means, strength, amount }) {
    const size = amount === null ? strength : amount.value / USUAL_PERCENT;
    return size > 0 && size <= 2.5 ? { amount: rounded(means * size) } : null;
  },
  sentence({ amount }, exact, of) {
    const verb = amount > 0 ? "Brighten" : "Recover";
    const size = Math.abs(amount);
    return `${verb} the highlights of ${of}${exact ? ` by ${Math.round(size * USUAL_PERCENT)} %` : howMuch(size)}.`;
  },
  apply(raster, { amount }, work) {
    const by = clamp(amount < 0 ? -amount * RECOVER : -amount * RAISE, -0.88, 2.8);
    return applyLocalTone(raster, { radius: RADIUS, tone: (around, own) => highlightTone(around, own, by) }, work);
  },
});

function highlightTone(around: number, own: number, by: number): number {
  const level = around * SURROUNDINGS + own * (1 - SURROUNDINGS);
  if (level === 0) return own;
  return (own * (1 - shiftDarkEnd(1 - level, by))) / level;
}
