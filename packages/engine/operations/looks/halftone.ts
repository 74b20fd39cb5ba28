import { dotScreen } from "../../draw/dot-screen";
import { type Sheet, enlarged } from "../../pixels/cubic-rows";
import { inRows } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";
import { atSize } from "../../pixels/resize";
import { smoothstep } from "../../pixels/smoothstep";
import { defineLook } from "../define-look";

/** Dots along the shorter side of the picture, and their least distance in pixels. */
const DOTS = 135;
const CLOSEST = 4;

/** Angles of the screens for cyan, magenta, yellow and black: those of printers, so that no pattern arises between them. */
const ANGLES = [15, 75, 0, 45] as const;

/** What each ink lets through of red, green and blue. */
const INKS = [
  [0.02, 0.66, 0.92],
  [0.9, 0.06, 0.52],
  [1, 0.92, 0.06],
  [0.1, 0.09, 0.11],
] as const;

const PAPER = [252, 250, 244] as const;

/** Of less than this much ink, 0..255, there are no dots. */
const FAINTEST = 5;

/** How much of what all three inks share is printed in black instead. */
const BLACK = 0.85;

/** Newspaper print: dots of cyan, magenta, yellow and black whose size is the tone. */
export const halftone = defineLook({
  name: "halftone",
  title: "halftone dots",
  examples: ["add a halftone effect", "make it look like newspaper print", "halftone dots"],
  names: [
    "halftone/halftoned dots/dot/pattern/print/printed/screen?",
    "print/printed/printing dots",
    "cmyk dots/print",
  ],
  things: ["newspaper/newsprint print/printed/picture?"],
  say: ["{give} ben day dots", "ben day dots"],
  changes: ["light", "contrast", "colour", "sharpness", "content"],
  look: "halftone",
  means: "printed in dots of cyan, magenta, yellow and black",
  async apply(raster, amount, { signal }) {
    const { data, width, height, channels } = raster;
    const pitch = Math.max(CLOSEST, Math.min(width, height) / DOTS) * (0.75 + 0.25 * Math.min(2, amount));
    const tones = enlarged(await inkTones(raster, pitch), width, height);
    const screens = ANGLES.map((degrees) => dotScreen(pitch, degrees));
    // About one pixel of soft edge on a dot.
    const soft = Math.min(0.3, 1.1 / pitch);
    const share = Math.min(1, 0.25 + 0.75 * amount);
    const dots = new Float32Array(width);
    const printed = new Float32Array(width * 3);
    inRows(width, height, signal, (y) => {
      tones.moveTo(y);
      for (let at = 0; at < printed.length; at += 3) printed.set(PAPER, at);
      for (const [ink, screen] of screens.entries()) {
        screen(y, dots);
        print(printed, tones.row, dots, ink, soft);
      }
      for (let x = 0, from = 0, at = y * width * channels; x < width; x++, from += 3, at += channels) {
        data[at] = mixed(data[at] ?? 0, printed[from] ?? 0, share);
        data[at + 1] = mixed(data[at + 1] ?? 0, printed[from + 1] ?? 0, share);
        data[at + 2] = mixed(data[at + 2] ?? 0, printed[from + 2] ?? 0, share);
      }
    });
    return raster;
  },
});

const mixed = (from: number, to: number, share: number): number => (from + (to - from) * share + 0.5) | 0;

/** Prints one ink over a row. */
function print(row: Float32Array, tones: Uint8ClampedArray, dots: Float32Array, ink: number, soft: number): void {
  const [red, green, blue] = INKS[ink] ?? INKS[3];
  for (let x = 0, from = ink, at = 0; x < dots.length; x++, from += 4, at += 3) {
    const level = tones[from] ?? 0;
    if (level < FAINTEST) continue;
    const above = level / 255 - (dots[x] ?? 1);
    if (above <= -soft) continue;
    const cover = above >= soft ? 1 : smoothstep(-soft, soft, above);
    row[at] = (row[at] ?? 0) * (1 - cover * (1 - red));
    row[at + 1] = (row[at + 1] ?? 0) * (1 - cover * (1 - green));
    row[at + 2] = (row[at + 2] ?? 0) * (1 - cover * (1 - blue));
  }
}

/** How much of each of the four inks is needed, 0..255, on a copy with about two pixels per dot. */
async function inkTones(raster: Raster, pitch: number): Promise<Sheet> {
  const sideOf = (side: number): number => Math.max(1, Math.round((side * 2) / pitch));
  const [width, height] = [sideOf(raster.width), sideOf(raster.height)];
  const small = await atSize(raster, width, height);
  const data = new Uint8ClampedArray(width * height * 4);
  for (let from = 0, to = 0; to < data.length; from += small.channels, to += 4) {
    const cyan = 255 - (small.data[from] ?? 0);
    const magenta = 255 - (small.data[from + 1] ?? 0);
    const yellow = 255 - (small.data[from + 2] ?? 0);
    const black = BLACK * Math.min(cyan, magenta, yellow);
    const share = 255 / Math.max(13, 255 - black);
    data[to] = (cyan - black) * share;
    data[to + 1] = (magenta - black) * share;
    data[to + 2] = (yellow - black) * share;
    data[to + 3] = black;
  }
  return { data, width, height, channels: 4 };
}
