import { LUMA } from "../../../colour-matrix";
import { inRows } from "../../../in-slices";
import type { Raster } from "../../../raster";
import type { Mask } from "../../../regions/mask";
import { smoothstep } from "../../../regions/sky/smoothstep";
import { discBlur } from "./disc-blur";
import { dither } from "./dither";
import { emptyLayer } from "./empty-layer";
import type { Layer } from "./layer";
import { layerRows } from "./layer-rows";
import { smallLayer } from "./small-layer";

/** Radius of the disc on the small copy that is blurred, in pixels: as fine as anybody sees in a blur. */
const SMALL_RADIUS = 9;

/** Shorter side of the small copy at most, in pixels. */
const MOST_SMALL = 700;

/** How far around the subject nothing counts as background, in pixels of the small copy. */
const MARGIN = 2;

/** How much brighter than others a bright point counts, so that it becomes a disc of light. */
const BRIGHT = 5;

/** Radius of the lesser blur, of what stands about as far away as the subject, as a share of the full one. */
const NEAR = 0.4;

/** Over which share of the height the ground behind the subject passes into the full blur. */
const DEPTH = 0.3;

/** Blurs all but the subject with a disc of `share` of the shorter side. Overwrites the raster. */
export async function blurBehind(raster: Raster, subject: Mask, share: number, signal: AbortSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const shorter = Math.min(width, height);
  const small = await smallLayer(raster, Math.min(MOST_SMALL, Math.max(1, SMALL_RADIUS / share)));
  const radius = (share * Math.min(small.width, small.height) * Math.max(shorter, MOST_SMALL / 2)) / shorter;
  const background = behind(small, subject);
  const far = layerRows(await spread(background, radius, signal), width, height);
  const near = layerRows(await spread(background, radius * NEAR, signal), width, height);
  const base = baseOf(subject);

  await inRows(width, height, signal, (y) => {
    far.moveTo(y);
    near.moveTo(y);
    const away = base === null ? 1 : smoothstep(0, DEPTH, Math.abs(y / height - base));
    for (let x = 0; x < width; x++) {
      const mask = subject.values[y * width + x] ?? 0;
      if (mask === 255) continue;
      const keep = mask / 255;
      const noise = dither(x, y);
      const at = (y * width + x) * channels;
      for (let channel = 0; channel < 3; channel++) {
        const close = near.row[x * 3 + channel] ?? 0;
        const blurred = (close + ((far.row[x * 3 + channel] ?? 0) - close) * away) * 255 + noise;
        const level = (data[at + channel] ?? 0) * keep + blurred * (1 - keep);
        data[at + channel] = Math.min(255, Math.max(0, Math.round(level)));
      }
    }
  });
  return raster;
}

/** Red, green and blue of the background, each times how much it counts, and that count. */
function behind({ values, width, height }: Layer, subject: Mask): Layer {
  const out = emptyLayer(width, height, 4);
  const across = subject.width / width;
  const down = subject.height / height;
  const inside = (x: number, y: number): number =>
    subject.values[Math.floor((y + 0.5) * down) * subject.width + Math.floor((x + 0.5) * across)] ?? 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      let most = 0;
      for (let ny = Math.max(0, y - MARGIN); ny <= Math.min(height - 1, y + MARGIN); ny++) {
        for (let nx = Math.max(0, x - MARGIN); nx <= Math.min(width - 1, x + MARGIN); nx++) {
          most = Math.max(most, inside(nx, ny));
        }
      }
      const at = (y * width + x) * 4;
      const [red, green, blue, alpha] = [
        values[at] ?? 0,
        values[at + 1] ?? 0,
        values[at + 2] ?? 0,
        values[at + 3] ?? 0,
      ];
      const light = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
      // Never nothing: far inside of the subject it is all there is.
      const counts = ((1 - most / 255) * (1 + BRIGHT * smoothstep(0.7, 1, light)) + 0.0001) * (alpha + 0.001);
      out.values[at] = red * counts;
      out.values[at + 1] = green * counts;
      out.values[at + 2] = blue * counts;
      out.values[at + 3] = counts;
    }
  }
  return out;
}

async function spread(background: Layer, radius: number, signal: AbortSignal): Promise<Layer> {
  const blurred = await discBlur(background, radius, signal);
  const out = emptyLayer(blurred.width, blurred.height, 3);
  for (let place = 0; place < out.width * out.height; place++) {
    const counts = blurred.values[place * 4 + 3] ?? 1;
    for (let channel = 0; channel < 3; channel++) {
      out.values[place * 3 + channel] = (blurred.values[place * 4 + channel] ?? 0) / counts;
    }
  }
  return out;
}

/**
 * Where the subject meets the ground, as a share of the height; `null` when it goes on beyond the lower
 * edge: then everything that is seen lies well behind it.
 */
function baseOf({ values, width, height }: Mask): number | null {
  for (let y = height - 1; y >= 0; y--) {
    let inside = 0;
    for (let x = 0; x < width; x++) inside += (values[y * width + x] ?? 0) > 127 ? 1 : 0;
    if (inside > width * 0.01) return y > height * 0.96 ? null : y / height;
  }
  return null;
}
