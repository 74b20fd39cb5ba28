import { z } from "zod";
import { clamp, howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { amountPhrases } from "../../pattern";
import { lumaLevels } from "../../pixels/denoise";
import { guidedFilterRows } from "../../pixels/guided-filter";

/** How much stronger the structure gets at the usual amount. */
const USUAL = 0.85;

/** Levels: what varies by less is structure, what varies by more is an edge and is left alone. */
const FLAT = 28;

const WORDS = ["texture", "textures"];
const { more, less } = amountPhrases(WORDS);
const NOUN = WORDS.join("/");

/** Strengthens or softens the structure of surfaces (bark, stone, cloth) without touching edges. */
export const texture = defineOperation({
  name: "texture",
  family: "focus",
  title: "texture",
  examples: ["more texture", "bring out the texture", "make the surface more textured", "less texture"],
  schema: z.object({ amount: z.number().min(-1).max(3) }),
  changes: ["sharpness"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        ...more,
        `bring/brings ${NOUN} out {more}?`,
        `bring/brings out {more}? ${NOUN}`,
        `emphasise/emphasize/accentuate/enhance/show/reveal ${NOUN} {more}?`,
        "{make}? surface/surfaces? {more} textured",
        "{make} surface/surfaces? textured",
        `${NOUN} stand out {more}?`,
        `{make} ${NOUN} pop/stronger/visible {more}? out?`,
      ],
    },
    { means: -1, say: [...less, `soften/smooth/remove ${NOUN} out?`, "{make}? {less} textured", "too textured"] },
  ],
  amounts: [],
  params: ({ means, strength }) => ({ amount: rounded(means === 1 ? USUAL * strength : -Math.min(1, 0.6 * strength)) }),
  sentence: ({ amount }, _exact, of) =>
    amount > 0
      ? `Bring out the texture of ${of}${howMuch(amount / USUAL)}.`
      : `Soften the texture of ${of}${howMuch(-amount / 0.6)}.`,
  async apply(raster, { amount }, { signal }) {
    const { data, width, height, channels } = raster;
    const values = lumaLevels(raster, signal);
    const shorter = Math.min(width, height);
    // What is taken away is finer than what is brought out, or it would look like a blur.
    const radius = amount > 0 ? clamp(Math.round(shorter / 160), 2, 24) : clamp(Math.round(shorter / 320), 2, 12);
    const flat = (amount > 0 ? FLAT : FLAT / 2) ** 2;
    guidedFilterRows({ values, width, height }, { radius, flat }, signal, (y, row) => {
      for (let x = 0; x < width; x++) {
        const light = values[y * width + x] ?? 0;
        // Near black and white there is no room: it would only clip.
        const room = Math.min(1, Math.min(light, 255 - light) / 40);
        const change = amount * (light - (row[x] ?? 0)) * (amount > 0 ? room : 1);
        const at = (y * width + x) * channels;
        data[at] = clamp(Math.round((data[at] ?? 0) + change), 0, 255);
        data[at + 1] = clamp(Math.round((data[at + 1] ?? 0) + change), 0, 255);
        data[at + 2] = clamp(Math.round((data[at + 2] ?? 0) + change), 0, 255);
      }
    });
    return raster;
  },
});
