import { z } from "zod";
import { glitchBands } from "../../draw/glitch-bands";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { inRows } from "../../pixels/in-slices";

/** How far red and blue lie apart from green everywhere, as a share of the width. */
const APART = 0.004;

/** A broken digital picture: strips that have slipped aside, with their colours apart. The strips are always the same. */
export const glitch = defineOperation({
  name: "glitch",
  family: "focus",
  title: "glitch",
  examples: ["add a glitch effect", "make it glitchy", "subtle glitch", "digital glitch effect"],
  schema: z.object({ amount: z.number().min(0.1).max(3) }),
  changes: ["content", "colour"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "{give}? {more}? digital/tv/data/signal? glitch/glitches/glitching art/filter/style/distortion?",
        "{make} {more}? glitchy/glitched/glitch",
        "glitchy filter/style/picture?",
        "{give}? glitchy/glitched filter/style/distortion",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => ({ amount: rounded(strength) }),
  sentence: ({ amount }, _exact, of) =>
    `Break ${of} up as a ${amount < 0.7 ? "slightly " : amount > 1.3 ? "badly " : ""}disturbed digital picture.`,
  async apply(raster, { amount }, { signal }) {
    const { data, width, height, channels } = raster;
    const bands = glitchBands(height, amount);
    const line = Buffer.alloc(width * channels);
    inRows(width * 2, height, signal, (y) => {
      const start = y * width * channels;
      data.copy(line, 0, start, start + line.length);
      const { slip, split } = bands[y] ?? { slip: 0, split: 0 };
      const apart = (APART * amount + split) * width;
      for (const [channel, offset] of [slip * width + apart, slip * width, slip * width - apart].entries()) {
        const move = Math.round(offset);
        for (let x = 0; x < width; x++) {
          // What leaves on one side comes in on the other, as in a picture whose lines have slipped.
          const from = (((x - move) % width) + width) % width;
          data[start + x * channels + channel] = line[from * channels + channel] ?? 0;
        }
      }
    });
    return raster;
  },
});
