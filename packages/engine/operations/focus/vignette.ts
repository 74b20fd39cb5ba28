import { z } from "zod";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { amountPhrases } from "../../pattern";
import { inRows } from "../../pixels/in-slices";
import { dither } from "../../pixels/noise";
import { smoothstep } from "../../pixels/smoothstep";

/** Light that is lost in the very corner at the usual amount, as a share of what is there. */
const USUAL_DARK = 0.62;

/** What "soft" is of the usual amount. */
const SOFT = 0.5;

/** How far the corner goes to white at the usual amount. */
const USUAL_LIGHT = 0.8;

/** Where it begins and where it is full, as shares of the way from the centre to a corner. */
const BEGINS = 0.38;
const ENDS = 1.06;

const { more } = amountPhrases(["vignette", "vignetting"]);
const VIGNETTE = "vignette/vignetting/vignet border/frame/filter?";

/** Darker, or whiter, towards the corners. */
export const vignette = defineOperation({
  name: "vignette",
  family: "focus",
  title: "vignette",
  examples: ["add a vignette", "subtle vignette", "add a strong dark vignette", "white vignette"],
  schema: z.object({ amount: z.number().min(0.1).max(2.4), tone: z.enum(["dark", "light"]) }),
  changes: ["light"],
  regional: false,
  phrases: [
    {
      means: "dark" as const,
      say: [
        ...more,
        `{give}? {more}? dark/black/classic/cinematic? ${VIGNETTE}`,
        "vignetted",
        "{make} vignetted",
        "darken/darkening/darkened/dark/darker corners",
        "{make} corners darker/dark",
        "{make} {more} dark corners",
        "{give}? vignette around/on? edges/corners/borders",
      ],
    },
    { means: "soft" as const, say: [`{give}? soft/faint/delicate dark/black? ${VIGNETTE}`] },
    {
      means: "light" as const,
      say: [`{give}? {more}? white/light/bright/pale soft? ${VIGNETTE}`, "{give} vignette white/light"],
    },
  ],
  amounts: [],
  params: ({ means, strength }) =>
    means === "soft"
      ? { amount: rounded(Math.max(0.1, strength * SOFT)), tone: "dark" as const }
      : { amount: rounded(strength), tone: means },
  sentence({ amount, tone }) {
    const degree = amount < 0.6 ? "subtle " : amount < 1.3 ? "" : amount < 2.2 ? "strong " : "very strong ";
    return `Add a ${degree}${tone === "dark" ? "dark" : "white"} vignette.`;
  },
  async apply(raster, { amount, tone }, { signal }) {
    const { data, width, height, channels } = raster;
    const to = tone === "dark" ? 0 : 255;
    const usual = tone === "dark" ? USUAL_DARK : USUAL_LIGHT;
    // Beyond the usual it reaches further in, and never loses the corner altogether.
    const full = 1 - (1 - usual) ** amount;
    const begins = BEGINS - 0.12 * Math.max(0, amount - 1);
    const across = Float32Array.from({ length: width }, (_, x) => ((x + 0.5) / width - 0.5) ** 2 * 2);
    inRows(width, height, signal, (y) => {
      const down = ((y + 0.5) / height - 0.5) ** 2 * 2;
      for (let x = 0; x < width; x++) {
        const share = full * smoothstep(begins, ENDS, Math.sqrt((across[x] ?? 0) + down));
        if (share === 0) continue;
        const at = (y * width + x) * channels;
        const noise = dither(x, y);
        for (let channel = 0; channel < 3; channel++) {
          const was = data[at + channel] ?? 0;
          data[at + channel] = Math.min(255, Math.max(0, Math.round(was + (to - was) * share + noise)));
        }
      }
    });
    return raster;
  },
});
