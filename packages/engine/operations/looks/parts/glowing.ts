import { inRows } from "../../../pixels/in-slices";
import type { Raster } from "../../../pixels/raster";
import { smallCopy } from "../../../regions/small-copy";
import { planeReader } from "../../../regions/plane-reader";
import { planeOf, softened } from "../../../regions/plane";
import { smoothstep } from "../../../pixels/smoothstep";
import type { Work } from "../../../work";
import { applyLook } from "./apply-look";
import { fillRow } from "./fill-row";
import { atStrength, type Grade } from "./grade";

type Glow = {
  grade: Grade;
  /** Share of the glow that is laid over the picture. */
  glow: number;
  /** Light 0..1 from which on something glows. */
  from: number;
  vignette?: number;
};

/** Longer side of the copy that the glow is made of, in pixels, and its reach there. */
const SMALL = 480;
const REACH = 5;

/** The most of the glow that is ever laid over. */
const MOST = 0.9;

/** What carries out a look with light that shines over its edges, at any strength. */
export function glowing({ grade, glow, from, vignette = 0 }: Glow) {
  return async (raster: Raster, amount: number, work: Work): Promise<Raster> => {
    const { signal } = work;
    await applyLook(raster, { grade: atStrength(grade, amount), vignette: vignette * Math.min(1.6, amount) }, signal);
    work.progress(0.5);
    const small = await smallCopy(raster, SMALL);
    const planes = [0, 1, 2].map((channel) =>
      softened(
        planeOf(small.width, small.height, (index) => {
          const level = (small.data[index * 4 + channel] ?? 0) / 255;
          return (small.data[index * 4 + 3] ?? 0) < 128 ? 0 : level * smoothstep(from, from + 0.5, level);
        }),
        REACH,
      ),
    );
    const { data, width, height, channels } = raster;
    const reader = planeReader(planes, width, height);
    const share = Math.min(MOST, glow * amount);
    // Screened: light is added as on a second exposure, so that it never breaks off.
    const gains = Float32Array.from(
      { length: 256 },
      (_, level) => (255 - level) * share * (0.45 + (0.4 * level) / 255),
    );
    const glows = new Float32Array(width);
    await inRows(width, height, signal, (y) => {
      reader.moveTo(y);
      for (let channel = 0; channel < 3; channel++) {
        fillRow(reader, channel, glows);
        for (let x = 0, at = y * width * channels + channel; x < width; x++, at += channels) {
          const level = data[at] ?? 0;
          data[at] = Math.min(255, level + (gains[level] ?? 0) * (glows[x] ?? 0) + 0.5);
        }
      }
    });
    return raster;
  };
}
