import type { Work } from "../work";
import { LUMA } from "./colour-matrix";
import { inRows } from "./in-slices";
import { lensBlur } from "./lens-blur";
import { dilate } from "./morphology";
import { dither } from "./noise";
import { type Cv, withMats } from "./opencv";
import { type Layer, emptyLayer } from "./plane";
import type { Mask, Raster } from "./raster";
import { smallLayer } from "./resize";
import { smoothstep } from "./smoothstep";
import { layerRows } from "./stretched-rows";

/** Radius of the disc on the small copy that is blurred, in pixels: as fine as anybody sees in a blur. */
const SMALL_RADIUS = 7;

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

/** Threads of up to about twice this share of the shorter side, and of the root of the subject's area, are none of it. */
const THREAD = { ofSide: 0.004, ofSubject: 0.01 } as const;

/**
 * Blurs all but the subject with a disc of `share` of the shorter side. Thin threads about the subject, as those of a fence
 * that the mask took for hair, are blurred as well. Overwrites the raster.
 */
export async function blurBehind(raster: Raster, found: Mask, share: number, work: Work): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const shorter = Math.min(width, height);
  const small = await smallLayer(raster, Math.min(MOST_SMALL, Math.max(1, SMALL_RADIUS / share)));
  const radius = (share * Math.min(small.width, small.height) * Math.max(shorter, MOST_SMALL / 2)) / shorter;
  const cv = await work.cv();
  const subject = withoutThreads(cv, found);
  const background = behind(small, found);
  const base = baseOf(subject);
  const far = layerRows(spread(cv, background, radius), width, height);
  work.signal.throwIfAborted();
  const near = base === null ? far : layerRows(spread(cv, background, radius * NEAR), width, height);
  work.signal.throwIfAborted();

  // Rounds and limits what is written to it.
  const levels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  inRows(width, height, work.signal, (y) => {
    const away = base === null ? 1 : smoothstep(0, DEPTH, Math.abs(y / height - base));
    far.moveTo(y);
    if (away < 1) near.moveTo(y);
    const distant = far.row;
    const close = away < 1 ? near.row : distant;
    const ofClose = (1 - away) * 255;
    const ofDistant = away * 255;
    for (let x = 0, pixel = y * width, from = 0; x < width; x++, pixel++, from += 3) {
      const mask = subject.values[pixel] ?? 0;
      if (mask === 255) continue;
      const noise = dither(x, y);
      const red = (close[from] ?? 0) * ofClose + (distant[from] ?? 0) * ofDistant + noise;
      const green = (close[from + 1] ?? 0) * ofClose + (distant[from + 1] ?? 0) * ofDistant + noise;
      const blue = (close[from + 2] ?? 0) * ofClose + (distant[from + 2] ?? 0) * ofDistant + noise;
      const at = pixel * channels;
      if (mask === 0) {
        levels[at] = red;
        levels[at + 1] = green;
        levels[at + 2] = blue;
        continue;
      }
      const keep = mask / 255;
      levels[at] = red + ((data[at] ?? 0) - red) * keep;
      levels[at + 1] = green + ((data[at + 1] ?? 0) - green) * keep;
      levels[at + 2] = blue + ((data[at + 2] ?? 0) - blue) * keep;
    }
  });
  return raster;
}

/** A mask without what is thin in it (an opening by a disc); soft edges stay as they are. */
function withoutThreads(cv: Cv, { values, width, height }: Mask): Mask {
  const area = values.reduce((sum, value) => sum + value / 255, 0);
  const radius = Math.round(Math.min(THREAD.ofSide * Math.min(width, height), THREAD.ofSubject * Math.sqrt(area)));
  if (radius < 1) return { values, width, height };
  return withMats((mat) => {
    const from = mat(new cv.Mat(height, width, cv.CV_8UC1));
    from.data.set(values);
    const disc = mat(cv.getStructuringElement(cv.MORPH_ELLIPSE as number, new cv.Size(2 * radius + 1, 2 * radius + 1)));
    const to = mat(new cv.Mat());
    cv.morphologyEx(from, to, cv.MORPH_OPEN, disc);
    return { values: to.data.slice(), width, height };
  });
}

/** Red, green and blue of the background, each times how much it counts, and that count. */
function behind({ values, width, height }: Layer, subject: Mask): Layer {
  const out = emptyLayer(width, height, 4);
  const inside = dilatedCopy(subject, width, height);
  for (let place = 0, at = 0; place < inside.length; place++, at += 4) {
    const red = values[at] ?? 0;
    const green = values[at + 1] ?? 0;
    const blue = values[at + 2] ?? 0;
    const light = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
    // Never nothing: far inside of the subject it is all there is.
    const free = 1 - (inside[place] ?? 0) / 255;
    const counts = (free * (1 + BRIGHT * smoothstep(0.7, 1, light)) + 0.0001) * ((values[at + 3] ?? 0) + 0.001);
    out.values[at] = red * counts;
    out.values[at + 1] = green * counts;
    out.values[at + 2] = blue * counts;
    out.values[at + 3] = counts;
  }
  return out;
}

/** The mask in this smaller size, spread by the margin. */
function dilatedCopy(mask: Mask, width: number, height: number): Uint8Array {
  const small = new Uint8Array(width * height);
  const columns = Uint32Array.from({ length: width }, (_, x) => Math.floor(((x + 0.5) * mask.width) / width));
  for (let y = 0; y < height; y++) {
    const from = Math.floor(((y + 0.5) * mask.height) / height) * mask.width;
    for (let x = 0; x < width; x++) small[y * width + x] = mask.values[from + (columns[x] ?? 0)] ?? 0;
  }
  return dilate({ values: small, width, height }, MARGIN).values;
}

function spread(cv: Cv, background: Layer, radius: number): Layer {
  const blurred = lensBlur(cv, background, radius);
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
