import type { StopSignal } from "../stop-signal";
import type { Work } from "../work";
import { inRows } from "./in-slices";
import type { Raster } from "./raster";
import { keepAlpha, throughSharp } from "./resize";
import { smoothstep } from "./smoothstep";

/** Each pass doubles how many positions are averaged: 2 to this power. */
const PASSES = 5;

/** Pixels of the copy that is worked on, at most: beyond, the blur hides what is lost. */
const MOST = 1_300_000;

/** The byte of a word that is the pixel's alpha, and all bits but the lowest of each byte. */
const ALPHA = new Int32Array(Uint8Array.of(0, 0, 0, 255).buffer)[0] ?? 0;
const UPPER_BITS = 0xfefefefe | 0;

/** A picture whose pixels are words of four bytes: red, green, blue and alpha. */
type Words = { words: Int32Array; width: number; height: number };

/**
 * Averages the picture over a zoom by `zoom` (share of the distance to the centre) and a turn by `spin`
 * (radians), half to each side. Where nothing moves, the picture's own pixels stay.
 */
export async function applyRadialBlur(
  raster: Raster,
  { zoom, spin }: { zoom: number; spin: number },
  work: Work,
): Promise<Raster> {
  const { width, height } = raster;
  const scale = Math.min(1, Math.sqrt(MOST / (width * height)));
  let image = await wordsOf(raster, scale);
  for (let pass = 0; pass < PASSES; pass++) {
    // Half the whole way in all: a quarter to each side in the first pass, half as much in the next.
    const part = 0.5 ** (pass + 2);
    image = between(image, zoom * part, spin * part, work.signal);
    work.progress((pass + 1) / (PASSES + 1));
  }
  const averaged = rasterOf(image, raster.channels);
  if (scale === 1) return averaged;
  const whole = await throughSharp(averaged, (picture) =>
    picture.resize(width, height, { fit: "fill", kernel: "linear" }),
  );
  const blurred = keepAlpha(whole, raster, work.signal);
  return keepCentre(raster, blurred, Math.max(zoom, spin), scale, work.signal);
}

async function wordsOf(raster: Raster, scale: number): Promise<Words> {
  const width = Math.max(1, Math.round(raster.width * scale));
  const height = Math.max(1, Math.round(raster.height * scale));
  const { data } = await throughSharp(raster, (picture) =>
    scale === 1 ? picture.ensureAlpha() : picture.resize(width, height, { fit: "fill" }).ensureAlpha(),
  );
  const words = new Int32Array(width * height);
  new Uint8Array(words.buffer).set(data);
  return { words, width, height };
}

function rasterOf({ words, width, height }: Words, channels: Raster["channels"]): Raster {
  const bytes = Buffer.from(words.buffer);
  if (channels === 4) return { data: bytes, width, height, channels };
  const data = Buffer.allocUnsafe(width * height * 3);
  for (let from = 0, at = 0; at < data.length; from += 4, at += 3) {
    data[at] = bytes[from] ?? 0;
    data[at + 1] = bytes[from + 1] ?? 0;
    data[at + 2] = bytes[from + 2] ?? 0;
  }
  return { data, width, height, channels };
}

/** The mean of the picture zoomed and turned one way, and the other way; alpha stays. Pixels are words of four bytes. */
function between(image: Words, zoom: number, spin: number, signal: StopSignal): Words {
  const { words, width, height } = image;
  const out = new Int32Array(words.length);
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  const [mostX, mostY] = [width - 1, height - 1];
  const [cos, sin] = [Math.cos(spin) * (1 + zoom), Math.sin(spin) * (1 + zoom)];
  const [otherCos, otherSin] = [Math.cos(-spin) * (1 - zoom), Math.sin(-spin) * (1 - zoom)];
  inRows(width * 2, height, signal, (y) => {
    // The nearest pixel will do: what is wrong by half a pixel is averaged away over the passes.
    let fx = cx - cx * cos - (y - cy) * sin + 0.5;
    let fy = cy - cx * sin + (y - cy) * cos + 0.5;
    let gx = cx - cx * otherCos - (y - cy) * otherSin + 0.5;
    let gy = cy - cx * otherSin + (y - cy) * otherCos + 0.5;
    for (let x = 0, at = y * width; x < width; x++, at++) {
      const first = words[limited(fy, mostY) * width + limited(fx, mostX)] ?? 0;
      const second = words[limited(gy, mostY) * width + limited(gx, mostX)] ?? 0;
      const halfApart = (((first ^ second) & UPPER_BITS) >>> 1) | 0;
      // Rounded up and down in turn, or each pass would make the picture lighter.
      const mean = ((x + y) & 1) === 0 ? ((first & second) + halfApart) | 0 : ((first | second) - halfApart) | 0;
      out[at] = (mean & ~ALPHA) | ((words[at] ?? 0) & ALPHA);
      fx += cos;
      fy += sin;
      gx += otherCos;
      gy += otherSin;
    }
  });
  return { words: out, width, height };
}

const limited = (place: number, most: number): number => {
  const whole = place | 0;
  return whole < 0 ? 0 : whole > most ? most : whole;
};

/** Lays the sharp picture over the centre, where the blur is finer than the copy it was made on. */
function keepCentre(sharp: Raster, blurred: Raster, amount: number, scale: number, signal: StopSignal): Raster {
  const { width, height, channels } = sharp;
  const line = width * channels;
  // Further from the centre than this in pixels, all of it is blurred.
  const reach = 3 / (amount * scale);
  inRows(width, height, signal, (y) => {
    const down = y - height / 2;
    if (Math.abs(down) >= reach) return;
    const aside = Math.sqrt(reach * reach - down * down);
    const end = Math.min(width, Math.ceil(width / 2 + aside));
    for (let x = Math.max(0, Math.floor(width / 2 - aside)); x < end; x++) {
      const share = smoothstep(0, 3, Math.hypot(x - width / 2, down) * amount * scale);
      for (let at = y * line + x * channels; at < y * line + (x + 1) * channels; at++) {
        const was = sharp.data[at] ?? 0;
        blurred.data[at] = Math.round(was + ((blurred.data[at] ?? 0) - was) * share);
      }
    }
  });
  return blurred;
}
