import type { Raster } from "../../../pixels/raster";
import { boxBlur } from "../../focus/parts/box-blur";
import { smallLayer } from "../../focus/parts/small-layer";
import { lightOf } from "./light-of";
import type { SOURCES } from "./sources";

/** Places as shares of the width and the height. */
const POINTS = {
  top: [0.5, 0.08],
  bottom: [0.5, 0.9],
  left: [0.08, 0.38],
  right: [0.92, 0.38],
  centre: [0.5, 0.42],
  "top-left": [0.14, 0.13],
  "top-right": [0.86, 0.13],
  "bottom-left": [0.14, 0.87],
  "bottom-right": [0.86, 0.87],
} as const;

/** Shorter side of the copy that is searched. */
const SMALL = 60;

/** Light counts as a source from this level on, and this far above the mean of the picture (0..1). */
const BRIGHT = 0.82;
const ABOVE = 0.22;

/** It is looked for in this upper share of the picture. */
const UPPER = 0.7;

/** The point that light comes from, as shares of the width and the height. Without a bright place: the top right. */
export async function lightSource(
  raster: Raster,
  source: (typeof SOURCES)[number],
): Promise<readonly [x: number, y: number]> {
  if (source !== "auto") return POINTS[source];
  const small = boxBlur(await smallLayer(raster, SMALL), 2);
  const { width, height } = small;
  let [sum, most, place] = [0, 0, 0];
  for (let at = 0; at < width * height; at++) {
    const light = lightOf(small, at);
    sum += light;
    if (light <= most || at > width * height * UPPER) continue;
    most = light;
    place = at;
  }
  if (most < BRIGHT || most < sum / (width * height) + ABOVE) return POINTS["top-right"];
  return [((place % width) + 0.5) / width, (Math.floor(place / width) + 0.5) / height];
}
