import { setImmediate as nextTurn } from "node:timers/promises";
import { inRows } from "../pixels/in-slices";
import type { Raster } from "../pixels/raster";
import type { Mask } from "./mask";
import { planeReader } from "./plane-reader";
import { planeOf, softened, type Plane } from "./plane";
import { smoothstep } from "../pixels/smoothstep";

/** How far the true edge may lie from that of the small plane, in pixels of the small copy. */
const BAND = 2;

/** Colours within this share of the full range count as one, so that noise draws no edges. */
const NOISE = 0.004;

/** Inside, undecided, outside, for each pixel of the small copy. */
const [OUTSIDE, UNDECIDED, INSIDE] = [0, 1, 2];

/**
 * Makes a mask of the full picture from one of a small copy of it (0..1 a pixel), by letting it follow the
 * edges of the full picture near its own: near each place the mask is fitted as a sum of red, green and
 * blue, which then is read at full size (a guided filter: He, Sun, Tang 2013). Away from the edges it is
 * exactly 0 or 255.
 */
export async function followEdges(raster: Raster, small: Raster, share: Plane, signal: AbortSignal): Promise<Mask> {
  const { data, width, height, channels } = raster;
  const bands = bandsOf(share);
  const reader = planeReader(await fitted(small, share), width, height);
  const column = Uint16Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * share.width) / width));
  const values = new Uint8Array(width * height);
  await inRows(width, height, signal, (y) => {
    const row = Math.floor(((y + 0.5) * share.height) / height) * share.width;
    let isReady = false;
    for (let x = 0; x < width; x++) {
      const band = bands[row + (column[x] ?? 0)];
      if (band === OUTSIDE) continue;
      const pixel = y * width + x;
      if (band === INSIDE) {
        values[pixel] = 255;
        continue;
      }
      if (!isReady) reader.moveTo(y);
      isReady = true;
      const at = pixel * channels;
      const fit =
        reader.at(0, x) * (data[at] ?? 0) +
        reader.at(1, x) * (data[at + 1] ?? 0) +
        reader.at(2, x) * (data[at + 2] ?? 0) +
        reader.at(3, x);
      values[pixel] = Math.round(255 * smoothstep(0.15, 0.85, fit));
    }
  });
  return { values, width, height };
}

/** What is further than the band from the other side is settled. */
function bandsOf(share: Plane): Uint8Array {
  const near = softened(share, BAND).values;
  const bands = new Uint8Array(near.length);
  for (let index = 0; index < bands.length; index++) {
    const value = near[index] ?? 0;
    bands[index] = value < 0.01 ? OUTSIDE : value > 0.99 ? INSIDE : UNDECIDED;
  }
  return bands;
}

/** Factors of red, green and blue (levels 0..255) and a constant, whose sum is about the share near each place. */
async function fitted({ data, width, height }: Raster, share: Plane): Promise<Plane[]> {
  const channel = (offset: number): Plane => planeOf(width, height, (index) => (data[index * 4 + offset] ?? 0) / 255);
  const mean = (plane: Plane): Plane => softened(plane, BAND);
  const empty = (): Float32Array => new Float32Array(width * height);
  const times = (one: Plane, other: Plane): Plane => {
    const values = empty();
    for (let index = 0; index < values.length; index++) {
      values[index] = (one.values[index] ?? 0) * (other.values[index] ?? 0);
    }
    return { values, width, height };
  };
  const [red, green, blue] = [channel(0), channel(1), channel(2)];
  const [r, g, b, p] = [mean(red), mean(green), mean(blue), mean(share)];
  await nextTurn();
  const [rr, rg, rb] = [mean(times(red, red)), mean(times(red, green)), mean(times(red, blue))];
  const [gg, gb, bb] = [mean(times(green, green)), mean(times(green, blue)), mean(times(blue, blue))];
  await nextTurn();
  const [rp, gp, bp] = [mean(times(red, share)), mean(times(green, share)), mean(times(blue, share))];
  await nextTurn();

  const [ofRed, ofGreen, ofBlue, rest] = [empty(), empty(), empty(), empty()];
  const at = (plane: Plane, index: number): number => plane.values[index] ?? 0;
  for (let index = 0; index < width * height; index++) {
    const [mr, mg, mb, mp] = [at(r, index), at(g, index), at(b, index), at(p, index)];
    // The covariance of the channels, with the noise on its diagonal, …
    const [xx, xy, xz] = [at(rr, index) - mr * mr + NOISE, at(rg, index) - mr * mg, at(rb, index) - mr * mb];
    const [yy, yz, zz] = [at(gg, index) - mg * mg + NOISE, at(gb, index) - mg * mb, at(bb, index) - mb * mb + NOISE];
    const [px, py, pz] = [at(rp, index) - mr * mp, at(gp, index) - mg * mp, at(bp, index) - mb * mp];
    // … solved by Cramer's rule.
    const [cx, cy, cz] = [yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy];
    const determinant = xx * cx + xy * cy + xz * cz;
    const fr = (px * cx + py * cy + pz * cz) / determinant;
    const fg = (px * cy + py * (xx * zz - xz * xz) + pz * (xy * xz - xx * yz)) / determinant;
    const fb = (px * cz + py * (xy * xz - xx * yz) + pz * (xx * yy - xy * xy)) / determinant;
    ofRed[index] = fr / 255;
    ofGreen[index] = fg / 255;
    ofBlue[index] = fb / 255;
    rest[index] = mp - fr * mr - fg * mg - fb * mb;
  }
  return [ofRed, ofGreen, ofBlue, rest].map((values) => softened({ values, width, height }, 1));
}
