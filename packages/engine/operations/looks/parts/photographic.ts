import type { Raster } from "../../../pixels/raster";
import type { Work } from "../../../work";
import { applyLook } from "./apply-look";
import { atStrength, type Grade } from "./grade";

/** Vignette and grain grow with the strength up to this many times what is usual. */
const MOST = 1.6;

type Film = {
  grade: Grade;
  /** Share of its light that a corner loses. */
  vignette?: number;
  /** Standard deviation of grain in middle tones, in levels of 255. */
  grain?: number;
};

/** What carries out a look that consists of colours, a vignette and grain, at any strength. */
export function photographic({ grade, vignette = 0, grain = 0 }: Film) {
  return (raster: Raster, amount: number, { signal }: Work): Promise<Raster> => {
    const times = Math.min(MOST, amount);
    const look = { grade: atStrength(grade, amount), vignette: vignette * times, grain: grain * times };
    return applyLook(raster, look, signal);
  };
}
