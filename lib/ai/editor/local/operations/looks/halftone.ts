import { inRows } from "../../in-slices";
import { planeReader } from "../../regions/plane-reader";
import { smoothstep } from "../../regions/sky/smoothstep";
import { defineLook } from "./parts/define-look";
import { dotScreen } from "./parts/dot-screen";
import { atSize } from "./parts/working-copy";

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
    const planes = await inkTones(raster, pitch);
    const reader = planeReader(planes, width, height);
    const screens = ANGLES.map((degrees) => dotScreen(pitch, degrees));
    // About one pixel of soft edge on a dot.
    const soft = Math.min(0.3, 1.1 / pitch);
    const share = Math.min(1, 0.25 + 0.75 * amount);
    await inRows(width, height, signal, (y) => {
      reader.moveTo(y);
      for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
        let red: number = PAPER[0];
        let green: number = PAPER[1];
        let blue: number = PAPER[2];
        for (let ink = 0; ink < 4; ink++) {
          const tone = reader.at(ink, x);
          if (tone < 0.02) continue;
          const cover = smoothstep(-soft, soft, tone - (screens[ink]?.(x, y) ?? 1));
          if (cover === 0) continue;
          const through = INKS[ink] ?? INKS[3];
          red *= 1 - cover * (1 - through[0]);
          green *= 1 - cover * (1 - through[1]);
          blue *= 1 - cover * (1 - through[2]);
        }
        data[at] = mixed(data[at] ?? 0, red, share);
        data[at + 1] = mixed(data[at + 1] ?? 0, green, share);
        data[at + 2] = mixed(data[at + 2] ?? 0, blue, share);
      }
    });
    return raster;
  },
});

const mixed = (from: number, to: number, share: number): number => Math.round(from + (to - from) * share);

/** How much of each ink is needed, 0..1, on a copy with about two pixels per dot. */
async function inkTones(raster: Parameters<typeof atSize>[0], pitch: number) {
  const [width, height] = [raster.width, raster.height].map((side) => Math.max(1, Math.round((side * 2) / pitch))) as [
    number,
    number,
  ];
  const small = await atSize(raster, width, height);
  const planes = INKS.map(() => ({ values: new Float32Array(width * height), width, height }));
  for (let index = 0; index < width * height; index++) {
    const need = [0, 1, 2].map((channel) => 1 - (small.data[index * small.channels + channel] ?? 0) / 255);
    const black = BLACK * Math.min(...need);
    for (const [ink, plane] of planes.entries()) {
      plane.values[index] = ink === 3 ? black : Math.min(1, ((need[ink] ?? 0) - black) / Math.max(0.05, 1 - black));
    }
  }
  return planes;
}
