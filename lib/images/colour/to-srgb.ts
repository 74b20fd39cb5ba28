import { createGiveWay } from "../bytes";
import { type ColourSpace, toSrgbPrimaries, type Transfer } from "./colour-space";
import type { DeepPixels } from "./tiff-of-pixels";

/** How bright paper is in HDR video, in cd/m² (ITU-R BT.2408-7, 2023). */
const PAPER_WHITE = 203;

/** The brightest that a picture is made for where it does not say, in cd/m²: what browsers take for it. */
const USUAL_PEAK = 1000;

/** The brightest, where paper is 1; it becomes the screen's white. */
const HEADROOM = USUAL_PEAK / PAPER_WHITE;

export const isHdr = ({ transfer }: ColourSpace): boolean => transfer === "pq" || transfer === "hlg";

/** Light (1: white, for HDR paper) of each number from 0 to `most`. */
function lightOf(transfer: Transfer, most: number): Float32Array {
  return Float32Array.from({ length: most + 1 }, (_, index) => decodeLight(transfer, index / most));
}

function decodeLight(transfer: Transfer, value: number): number {
  if (typeof transfer === "object") return value ** transfer.gamma;
  switch (transfer) {
    case "srgb":
      return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
    case "pq": {
      // SMPTE ST 2084.
      const power = value ** (32 / 2523);
      return (
        ((Math.max(power - 0.8359375, 0) / (18.8515625 - 18.6875 * power)) ** (16_384 / 2610) * 10_000) / PAPER_WHITE
      );
    }
    case "hlg":
      // Light of the scene, 0..1 (ITU-R BT.2100-2).
      return value <= 0.5 ? value ** 2 / 3 : (Math.exp((value - 0.55991073) / 0.17883277) + 0.28466892) / 12;
  }
}

const STEPS = 16_384;

/** sRGB's 8-bit number by the square root of light, which has its steps where the eye has: in the dark. */
const encoded = Uint8Array.from({ length: STEPS + 1 }, (_, index) => {
  const light = (index / STEPS) ** 2;
  return Math.round(255 * (light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055));
});

const toNumber = (light: number): number =>
  encoded[Math.round(Math.sqrt(Math.min(Math.max(light, 0), 1)) * STEPS)] ?? 0;

/**
 * What light above paper becomes on a usual screen, as browsers do it (Chromium 153, measured; its curve is
 * the reference white tone mapping of SMPTE ST 2094-50): half of it up to paper, then ever less on a parabola
 * through these three points.
 */
const [KNEE, MIDDLE, TOP] = [
  { x: 1, y: 0.5 },
  { x: 1.65, y: 0.825 },
  { x: HEADROOM, y: 1 },
] as const;
const GAIN_STEPS = 4096;
const gains = Float32Array.from({ length: GAIN_STEPS + 1 }, (_, index) => {
  const light = (index / GAIN_STEPS) * HEADROOM;
  if (light <= KNEE.x) return KNEE.y;
  const [a, b, c] = [KNEE.x - 2 * MIDDLE.x + TOP.x, 2 * (MIDDLE.x - KNEE.x), KNEE.x - light];
  const t = (Math.sqrt(b * b - 4 * a * c) - b) / (2 * a);
  return ((1 - t) ** 2 * KNEE.y + 2 * t * (1 - t) * MIDDLE.y + t * t * TOP.y) / light;
});

const gainOf = (most: number): number =>
  most >= HEADROOM ? 1 / most : (gains[Math.round((most / HEADROOM) * GAIN_STEPS)] ?? 1);

/** The system gamma of a display of 1000 cd/m², less one, and the weights of its luminance (ITU-R BT.2100-2). */
const HLG_GAMMA = 0.2;
const luminance = (r: number, g: number, b: number): number => 0.2627 * r + 0.678 * g + 0.0593 * b;

/**
 * Makes 8-bit sRGB of pixels in another colour space. HDR is toned down to a usual screen: hues stay, for all
 * channels of a pixel are scaled alike.
 */
export async function toSrgb(pixels: DeepPixels, space: ColourSpace): Promise<DeepPixels> {
  const { width, height, channels, bits } = pixels;
  const from = numbersOf(pixels);
  const light = lightOf(space.transfer, bits === 16 ? 65_535 : 255);
  const [[rr, rg, rb], [gr, gg, gb], [br, bg, bb]] = toSrgbPrimaries(space.primaries) as [
    [number, number, number],
    [number, number, number],
    [number, number, number],
  ];
  const [isBright, isHlg] = [isHdr(space), space.transfer === "hlg"];
  const data = new Uint8Array(width * height * channels);
  const giveWay = createGiveWay();
  for (let row = 0; row < height; row += 1) {
    for (let at = row * width * channels; at < (row + 1) * width * channels; at += channels) {
      const r = light[from[at] ?? 0] ?? 0;
      const g = light[from[at + 1] ?? 0] ?? 0;
      const b = light[from[at + 2] ?? 0] ?? 0;
      const shown = isHlg ? HEADROOM * luminance(r, g, b) ** HLG_GAMMA : 1;
      const scale = isBright ? shown * gainOf(Math.max(r, g, b) * shown) : 1;
      data[at] = toNumber((rr * r + rg * g + rb * b) * scale);
      data[at + 1] = toNumber((gr * r + gg * g + gb * b) * scale);
      data[at + 2] = toNumber((br * r + bg * g + bb * b) * scale);
      if (channels === 4) data[at + 3] = bits === 16 ? (from[at + 3] ?? 0) >> 8 : (from[at + 3] ?? 0);
    }
    await giveWay();
  }
  return { data, width, height, channels, bits: 8 };
}

/** One number per channel; copied where 16-bit numbers do not begin at an even byte. */
export function numbersOf({ data, bits }: DeepPixels): Uint8Array | Uint16Array {
  if (bits === 8) return data;
  const aligned = data.byteOffset % 2 === 0 ? data : Uint8Array.from(data);
  return new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.byteLength / 2);
}
