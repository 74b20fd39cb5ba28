import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { LUMA } from "../../pixels/colour-matrix";
import { inRows } from "../../pixels/in-slices";
import { seeded } from "../../pixels/noise";
import { smallLayer } from "../../pixels/resize";
import { layerRows } from "../../pixels/stretched-rows";

/** Lines of a video picture: its shorter side shows no more than these. */
const LINES = 240;

/** The colour of a video tape is coarser than its light: pixels of its shorter side. */
const COLOUR_LINES = 72;

/** How far colour lags behind light, as a share of the width. */
const LAG = 0.006;

/** How dark the gaps between lines are, and how strong the noise is in levels, at the usual amount. */
const GAPS = 0.2;

/** How dark they are where only lines are asked for. */
const LINES_ALONE = 0.42;
const NOISE = 13;

/** The picture of an old video tape: smeared colours that lag, lines, noise and weak contrast. */
export const vhs = defineOperation({
  name: "vhs",
  family: "focus",
  title: "VHS tape and scan lines",
  examples: ["VHS effect", "make it look like an old VHS tape", "add scan lines", "slight VHS look"],
  schema: z.object({ amount: z.number().min(0.1).max(2), tape: z.boolean() }),
  changes: ["content", "colour", "sharpness"],
  regional: true,
  phrases: [
    {
      means: true,
      say: [
        "{give}? {more}? vhs tape/filter/style/video/aesthetic/recording? filter/style?",
        "{make} like/from? old? vhs/vcr tape/video/recording/footage?",
        "{make} like/from? old? video/camcorder tape/recording/footage",
        "{give}? old? video/vcr/vhs/camcorder tape/recording/footage filter/style?",
      ],
    },
    {
      means: false,
      say: [
        "{give}? {more}? scan/crt/tv lines filter/overlay?",
        "{give}? {more}? scanlines/scanline filter/overlay?",
        "{give}? crt screen/monitor/tv/filter/display?",
        "{make} like? old? crt screen/monitor/tv/display?",
      ],
    },
  ],
  amounts: [],
  params: ({ means, strength }) => ({ amount: rounded(Math.min(2, strength)), tape: means }),
  sentence: ({ amount, tape }, _exact, of) =>
    tape
      ? `Make ${of} look${howMuch(amount)} like an old video tape.`
      : `Add${amount < 0.7 ? " faint" : amount > 1.3 ? " strong" : ""} scan lines to ${of}.`,
  async apply(raster, { amount, tape }, { signal }) {
    const { data, width, height, channels } = raster;
    const shorter = Math.min(width, height);
    const light = layerRows(await smallLayer(raster, LINES * 1.6), width, height);
    const colour = layerRows(await smallLayer(raster, COLOUR_LINES), width, height);
    const pitch = Math.max(2, shorter / LINES);
    const lag = Math.round(LAG * amount * width);
    const next = seeded(1983);
    const share = Math.min(1, amount);
    const [lights, tones] = [light.row, colour.row];
    // Rounds and limits what is written to it.
    const levels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
    inRows(width * 2, height, signal, (y) => {
      const gap =
        1 - Math.min(0.9, (tape ? GAPS : LINES_ALONE) * amount) * (0.5 - 0.5 * Math.cos((2 * Math.PI * y) / pitch));
      const start = y * width * channels;
      if (!tape) {
        for (let at = start; at < start + width * channels; at += channels) {
          for (let channel = 0; channel < 3; channel++) levels[at + channel] = (data[at + channel] ?? 0) * gap * 1.08;
        }
        return;
      }
      light.moveTo(y);
      colour.moveTo(y);
      let noise = 0;
      for (let x = 0; x < width; x++) {
        const at = start + x * channels;
        const red = data[at] ?? 0;
        const green = data[at + 1] ?? 0;
        const blue = data[at + 2] ?? 0;
        const sharp = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
        const soft = lumaOf(lights, x) * 255;
        // Noise of a tape is drawn out along its lines.
        noise = noise * 0.75 + (next() - 0.5) * NOISE * amount;
        const level = ((sharp + (soft - sharp) * share) * 0.88 + 18) * gap + noise;
        const from = Math.max(0, x - lag);
        const grey = lumaOf(tones, from);
        const bleed = share * 255 * 1.15;
        levels[at] = level + (red - sharp) * (1 - share) + ((tones[from * 4] ?? 0) - grey) * bleed;
        levels[at + 1] = level + (green - sharp) * (1 - share) + ((tones[from * 4 + 1] ?? 0) - grey) * bleed;
        levels[at + 2] = level + (blue - sharp) * (1 - share) + ((tones[from * 4 + 2] ?? 0) - grey) * bleed;
      }
    });
    return raster;
  },
});

const lumaOf = (row: Float32Array, x: number): number =>
  (row[x * 4] ?? 0) * LUMA[0] + (row[x * 4 + 1] ?? 0) * LUMA[1] + (row[x * 4 + 2] ?? 0) * LUMA[2];
