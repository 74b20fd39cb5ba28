import { inRows } from "../pixels/in-slices";
import type { Mask, Raster } from "../pixels/raster";
import { smoothstep } from "../pixels/smoothstep";
import type { StopSignal } from "../stop-signal";

/** How a place fades: for each column and each row a share 0..1, and how both make that of a pixel. */
export type Place = {
  across: (x: number) => number;
  down: (y: number) => number;
  both: (across: number, down: number) => number;
};

/**
 * A mask that depends on the place alone; `across` and `down` get the middle of a pixel as a share 0..1 of the picture.
 * With `isHard` all of the place, to its line: wherever the share is above 0.
 */
export function placeMask({ width, height }: Raster, place: Place, isHard: boolean, signal: StopSignal): Mask {
  const columns = Float32Array.from({ length: width }, (_, x) => place.across((x + 0.5) / width));
  const values = new Uint8Array(width * height);
  inRows(width, height, signal, (y) => {
    const down = place.down((y + 0.5) / height);
    for (let x = 0; x < width; x++) {
      const share = place.both(columns[x] ?? 0, down);
      values[y * width + x] = isHard ? (share > 0 ? 255 : 0) : Math.round(255 * share);
    }
  });
  return { values, width, height };
}

/** How much of the picture's side the seam takes, all of it inside the half that is asked for. */
const SEAM = 0.3;

/** The first half of a side, fading out towards the middle: 0 from there on. */
const first = (at: number): number => smoothstep(0, SEAM, 0.5 - at);
const second = (at: number): number => first(1 - at);
const all = (): number => 1;

type Across = "left" | "right" | null;
type Down = "top" | "bottom" | null;

/** A half of the picture or, with both named, a quarter. */
export const sideOf = (across: Across, down: Down): Place => ({
  across: across === null ? all : across === "left" ? first : second,
  down: down === null ? all : down === "top" ? first : second,
  both: (one, other) => one * other,
});

/** The seam of a third, which is narrower: its middle must still be whole. */
const SEAM_OF_A_THIRD = 0.15;

/** The third of a side that begins with this one (0, 1 or 2), fading out inside of it where the picture goes on. */
const third =
  (index: 0 | 1 | 2) =>
  (at: number): number =>
    (index === 0 ? 1 : smoothstep(0, SEAM_OF_A_THIRD, at - index / 3)) *
    (index === 2 ? 1 : smoothstep(0, SEAM_OF_A_THIRD, (index + 1) / 3 - at));

/** A third of the picture across, or down: 0 is the left or the top one. */
export const thirdOf = (index: 0 | 1 | 2, direction: "across" | "down"): Place => ({
  across: direction === "across" ? third(index) : all,
  down: direction === "down" ? third(index) : all,
  both: (one, other) => one * other,
});

/** Half of the ellipse's width and height, as a share of the picture's. */
const REACH = 0.42;

/** From this share of the ellipse's radius on it fades, to 0 at its rim. */
const CORE = 0.45;

const centre = (across: number, down: number): number => 1 - smoothstep(CORE, 1, Math.sqrt(across + down));
const squared = (at: number): number => ((at - 0.5) / REACH) ** 2;

/** The middle of the picture: a soft ellipse. */
export const CENTRE: Place = { across: squared, down: squared, both: centre };

/** All around the middle, whole where that ends, and fading into it. */
export const EDGES: Place = { ...CENTRE, both: (across, down) => 1 - centre(across, down) };
