import { z } from "zod";
import { clamp, howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyLocalTone } from "../../pixels/local-tone";
import { shiftDarkEnd } from "../../pixels/tone-curve";

/** How steep the dark end gets by the usual lift, and how flat by the usual deepening. */
const LIFT = 1.15;
const DEEPEN = 0.5;

/** Surroundings as a share of the shorter side, and how much they count beside the pixel itself. */
const RADIUS = 1 / 16;
const SURROUNDINGS = 0.75;

/** Per cent that mean the usual amount. */
const USUAL_PERCENT = 40;

const N = "shadow/shadows";
const DARK = "dark/darker/darkest areas/area/parts/part";

/** Lighter or deeper dark areas; the light ones stay, and so does the structure inside the dark ones. */
export const shadows = defineOperation({
  name: "shadows",
  family: "light",
  title: "lift or deepen the shadows",
  examples: ["lift the shadows", "make the shadows a bit deeper", "the shadows are too dark", "bring out the shadows"],
  schema: z.object({ amount: z.number().min(-2.5).max(2.5) }),
  changes: ["light", "contrast"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        `lift/raise/open/brighten/lighten/recover/fill/boost/soften/relax/rescue/restore/reduce/lessen/decrease/weaken up? ${N} up?`,
        `lifting/raising/brightening/lightening/softening/reducing ${N}`,
        `{turn} up/out/back ${N} detail/details?`,
        `{turn} ${N} up`,
        `${N} up`,
        `${N} {up}`,
        `{make} ${N} brighter/lighter/softer/weaker`,
        `{make}? ${N} {less} dark/deep/harsh/heavy/black/dense`,
        `{give}? brighter/lighter/softer/open/lifted ${N}`,
        `less/fewer/reduced ${N}`,
        `${N} too dark/deep/heavy/harsh/black/dense/murky/hard`,
        `${N} excessive/crushed/blocked up?`,
        `excess ${N}`,
        `{give}? {more} light/detail/details/visibility ${N}`,
        `recover/restore/reveal/show detail/details? ${N} detail/details?`,
        `{turn}? out/back {more}? detail/details/light ${N}`,
        `{lack} detail/details/light ${N}`,
        `${N} {lack} detail/details/light`,
        `see {more} ${N}`,
        `{turn}? out/back what is? hiding/hidden/lost/there ${N}`,
        `{give}? {more} detail/details/visibility ${DARK}`,
        `recover/restore/reveal/show detail/details? ${DARK} detail/details?`,
        `{turn}? out/back detail/details ${DARK}`,
        `{lack} detail/details ${DARK}`,
        `{give}? {more}? fill light`,
      ],
    },
    {
      means: -1,
      say: [
        `deepen/darken/strengthen/lower/intensify ${N} down?`,
        `deepening/darkening ${N}`,
        `{turn} down ${N}`,
        `{turn} ${N} down`,
        `${N} down`,
        `${N} {down}`,
        `{make} ${N} deeper/darker/stronger/richer/heavier`,
        `{make} ${N} {more} dark/deep/intense/dramatic`,
        `{give}? deeper/darker/stronger/richer/heavier/deep/rich ${N}`,
        `{give}? more/extra ${N}`,
        `${N} too light/bright/weak/faded/milky/grey/pale`,
        `${N} washed out`,
        `${N} not dark/deep enough`,
      ],
    },
  ],
  amounts: ["percent"],
  params({ means, strength, amount }) {
    const size = amount === null ? strength : amount.value / USUAL_PERCENT;
    return size > 0 && size <= 2.5 ? { amount: rounded(means * size) } : null;
  },
  sentence({ amount }, exact, of) {
    const verb = amount > 0 ? "Lift" : "Deepen";
    const size = Math.abs(amount);
    return `${verb} the shadows of ${of}${exact ? ` by ${Math.round(size * USUAL_PERCENT)} %` : howMuch(size)}.`;
  },
  apply(raster, { amount }, work) {
    const by = clamp(amount > 0 ? amount * LIFT : amount * DEEPEN, -0.88, 2.8);
    return applyLocalTone(raster, { radius: RADIUS, tone: (around, own) => shadowTone(around, own, by) }, work);
  },
});

function shadowTone(around: number, own: number, by: number): number {
  const level = around * SURROUNDINGS + own * (1 - SURROUNDINGS);
  if (level === 0) return own;
  return (own * shiftDarkEnd(level, by)) / level;
}
