import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyLocalTone } from "../../pixels/local-tone";
import { applyCurve } from "../../pixels/tone-curve";

/** By how much the usual amount moves the middle grey, share of full light. */
const USUAL = 0.1;

/** By how much both together spread the areas of a picture apart, as an exponent. */
const SHAPING = 0.35;

/** Surroundings for both together, as a share of the shorter side. */
const RADIUS = 1 / 20;

/** The darkroom's way to lighten (dodge) or darken (burn) middle tones; mostly asked for a part of the picture. */
export const dodgeBurn = defineOperation({
  name: "dodge-burn",
  family: "light",
  title: "dodge and burn",
  examples: ["dodge it a little", "burn it in", "dodge and burn"],
  schema: z.object({ way: z.enum(["dodge", "burn", "both"]), amount: z.number().min(0.1).max(2.4) }),
  changes: ["light", "contrast"],
  regional: true,
  phrases: [
    { means: "dodge" as const, say: ["dodge/dodging", "dodge midtones"] },
    { means: "burn" as const, say: ["burn/burning", "burn midtones"] },
    {
      means: "both" as const,
      say: ["do? dodge/dodging and burn/burning", "{give} dodge/dodging and burn/burning", "dodge burn"],
    },
  ],
  amounts: [],
  params: ({ means, strength }) => ({ way: means, amount: rounded(strength) }),
  sentence({ way, amount }, _exact, of) {
    if (way === "both") return `Dodge the lighter and burn the darker areas of ${of}${howMuch(amount)}.`;
    return `${way === "dodge" ? "Lighten" : "Darken"} the middle tones of ${of}${howMuch(amount)}.`;
  },
  apply(raster, { way, amount }, work) {
    if (way === "both") {
      return applyLocalTone(raster, { radius: RADIUS, tone: (around, own) => shaped(around, own, amount) }, work);
    }
    const by = 4 * USUAL * amount * (way === "dodge" ? 1 : -1);
    return applyCurve(raster, (level) => level + by * level * (1 - level), work.signal);
  },
});

/** An S of the area's light only, so that what is fine in it is kept in proportion. */
function shaped(around: number, own: number, amount: number): number {
  const power = 1 + SHAPING * amount;
  const spread = around < 0.5 ? 0.5 * (2 * around) ** power : 1 - 0.5 * (2 - 2 * around) ** power;
  return around === 0 ? own : (own * spread) / around;
}
