import { drawn } from "../../draw/pen-drawing";
import { LUMA } from "../../pixels/colour-matrix";
import { type Sheet, enlarged } from "../../pixels/cubic-rows";
import { inRows } from "../../pixels/in-slices";
import { smoothstep } from "../../pixels/smoothstep";
import { defineLook } from "../define-look";

type Ink = readonly [red: number, green: number, blue: number];

/** Inks from dark to light, for warm colours and greys, and for cool ones. */
const WARM: readonly Ink[] = [
  [38, 14, 74],
  [226, 20, 112],
  [255, 122, 20],
  [255, 221, 45],
  [255, 246, 214],
];
const COOL: readonly Ink[] = [
  [18, 22, 92],
  [40, 72, 220],
  [0, 166, 206],
  [70, 222, 176],
  [232, 255, 214],
];

/** Passage from one ink to the next, as a share of an ink's range of light. */
const SOFT = 0.1;

/** Pop art: printed in a few loud flat inks, by light, warm and cool apart. */
export const popArt = defineLook({
  name: "pop-art",
  title: "pop art",
  examples: ["make it pop art", "pop art style", "turn it into a pop-art poster"],
  names: ["pop art", "popart", "screen printed/printing"],
  things: [
    "pop art poster/print/painting/picture",
    "popart poster",
    "screen print",
    "screenprint/silkscreen/serigraph print?",
  ],
  changes: ["light", "contrast", "colour", "sharpness", "content"],
  look: "pop-art",
  means: "a few loud flat inks instead of its colours",
  async apply(raster, amount, { signal }) {
    const { sheet, scale } = await drawn(raster, { side: 600, radius: 2 + 2.5 * amount, line: 1 }, signal);
    const share = Math.min(1, 0.3 + 0.7 * amount);
    const bands = bandsOf(sheet, WARM.length);
    const soft = SOFT / Math.max(1, scale * 0.6);
    const inks = inksOf(Float32Array.from({ length: 256 }, (_, level) => inkShare(level, bands, soft)));
    const coolness = Float32Array.from({ length: 256 }, (_, lead) => smoothstep(4, 16, lead));
    const pen = Float32Array.from({ length: 256 }, (_, line) => 1 - 0.85 * smoothstep(90, 190, line));
    const { data, width, height, channels } = raster;
    const drawing = enlarged(sheet, width, height);
    const { row } = drawing;
    inRows(width, height, signal, (y) => {
      drawing.moveTo(y);
      for (let from = 0, at = y * width * channels; from < row.length; from += 4, at += channels) {
        const red = row[from] ?? 0;
        const green = row[from + 1] ?? 0;
        const blue = row[from + 2] ?? 0;
        const ink = ((red * LUMA[0] + green * LUMA[1] + blue * LUMA[2] + 0.5) | 0) * 6;
        const lead = Math.max(blue, green * 0.96) - red;
        const cool = lead <= 0 ? 0 : (coolness[(lead + 0.5) | 0] ?? 1);
        const drawnOver = pen[row[from + 3] ?? 0] ?? 1;
        for (let channel = 0; channel < 3; channel++) {
          let printed = inks[ink + channel] ?? 0;
          if (cool > 0) printed += ((inks[ink + 3 + channel] ?? 0) - printed) * cool;
          printed *= drawnOver;
          const was = data[at + channel] ?? 0;
          data[at + channel] = ((share === 1 ? printed : was + (printed - was) * share) + 0.5) | 0;
        }
      }
    });
    return raster;
  },
});

/** For each of 256 levels of light the warm and the cool ink, by its number with a part where it passes to the next. */
function inksOf(shares: Float32Array): Float32Array {
  const levels = new Float32Array(shares.length * 6);
  for (const [level, exact] of shares.entries()) {
    const lower = Math.floor(exact);
    for (let channel = 0; channel < 3; channel++) {
      levels[level * 6 + channel] = inkLevel(WARM, lower, channel, exact - lower);
      levels[level * 6 + 3 + channel] = inkLevel(COOL, lower, channel, exact - lower);
    }
  }
  return levels;
}

const inkLevel = (inks: readonly Ink[], lower: number, channel: number, part: number): number => {
  const level = inks[lower]?.[channel] ?? 0;
  return level + ((inks[lower + 1]?.[channel] ?? level) - level) * part;
};

/** Levels of light between the inks, so that each gets its part of the picture, half by area and half by light. */
function bandsOf({ data, channels }: Sheet, count: number): number[] {
  const levels = new Float64Array(256);
  let [total, least, most] = [0, 255, 0];
  for (let at = 0; at + 2 < data.length; at += 3 * channels) {
    const light = Math.round((data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2]);
    levels[light] = (levels[light] ?? 0) + 1;
    [total, least, most] = [total + 1, Math.min(least, light), Math.max(most, light)];
  }
  return Array.from({ length: count - 1 }, (_, index) => {
    let seen = 0;
    const byArea = levels.findIndex((found) => (seen += found) >= (total * (index + 1)) / count);
    const byLight = least + ((most - least) * (index + 1)) / count;
    return (byArea + byLight) / 2;
  });
}

/** Number of the ink for a level, with a part where it passes to the next. */
function inkShare(level: number, bands: readonly number[], soft: number): number {
  return bands.reduce((sum, band) => sum + smoothstep(band - 255 * soft * 0.2, band + 255 * soft * 0.2, level), 0);
}
