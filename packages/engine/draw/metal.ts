import { inRows } from "../pixels/in-slices";
import type { Raster } from "../pixels/raster";
import type { StopSignal } from "../stop-signal";

type Rgb = readonly [red: number, green: number, blue: number];

/** A polished metal: in its shade, as it is, and where light falls on it. */
type Metal = { shade: Rgb; plain: Rgb; light: Rgb };

const GOLD: Metal = { shade: [140, 98, 28], plain: [207, 165, 70], light: [255, 236, 170] };
const SILVER: Metal = { shade: [118, 122, 128], plain: [186, 190, 196], light: [248, 250, 252] };
const BRONZE: Metal = { shade: [94, 56, 26], plain: [172, 114, 62], light: [240, 200, 150] };

const METALS: Readonly<Record<string, Metal>> = { gold: GOLD, golden: GOLD, silver: SILVER, bronze: BRONZE };

/** The metal that a colour is named after, which looks like none when it is flat; `null` for any other colour. */
export const metalOf = (colour: string): Metal | null => METALS[colour] ?? null;

/** Bright bands of light across the whole, along the diagonal. */
const BANDS = 2.5;

/** How much of the light of a border comes from its rounded profile. */
const PROFILE = 0.4;

/** Paints the border of so many pixels around a picture as if it were of a metal. Overwrites the raster. */
export function paintMetal(raster: Raster, size: number, metal: Metal, signal: StopSignal): Raster {
  const { data, width, height, channels } = raster;
  const diagonal = width + height;
  inRows(width, height, signal, (y) => {
    for (let x = 0; x < width; x++) {
      const inward = Math.min(x, y, width - 1 - x, height - 1 - y);
      if (inward >= size) {
        // All between the left and the right border is the picture.
        x = width - size - 1;
        continue;
      }
      const along = Math.abs(((((x + y) / diagonal) * BANDS) % 1) - 0.5) * 2;
      const across = 1 - Math.abs((2 * (inward + 0.5)) / size - 1);
      const light = smooth(along) * (1 - PROFILE) + smooth(across) * PROFILE;
      const at = (y * width + x) * channels;
      for (let channel = 0; channel < 3; channel++) data[at + channel] = levelOf(metal, channel, light);
      if (channels === 4) data[at + 3] = 255;
    }
  });
  return raster;
}

const smooth = (share: number): number => share * share * (3 - 2 * share);

function levelOf({ shade, plain, light }: Metal, channel: number, share: number): number {
  const [dark, middle, bright] = [shade[channel] ?? 0, plain[channel] ?? 0, light[channel] ?? 0];
  const level = share < 0.5 ? dark + (middle - dark) * 2 * share : middle + (bright - middle) * (2 * share - 1);
  return Math.round(level);
}
