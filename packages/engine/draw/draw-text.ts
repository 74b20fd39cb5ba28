import { LUMA } from "../pixels/colour-matrix";
import { distanceTransform } from "../pixels/distance-transform";
import { inRows, inSlices } from "../pixels/in-slices";
import type { Raster } from "../pixels/raster";
import type { Place } from "../plan";
import type { StopSignal } from "../stop-signal";
import { type Layout, layOut, refuseForeignLetters } from "./lay-out-text";
import { fillOutline, loadFont } from "./letters";
import { paintOf } from "./paint";
import sharp from "sharp";

/** Distance of text from the edge of the picture, as a share of the shorter side. */
const MARGIN = 0.05;

/** From this light on, text whose colour was not said is dark. */
const BRIGHT = 165;

/** Colour of dark text, softer than black. */
const INK: Rgb = [22, 22, 22];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

type TextWish = {
  text: string;
  place: Place;
  /** Name of a colour, or `auto`. */
  colour: string;
  /** Name of a colour, `auto`, or `none`. */
  outline: string;
  /** In pixels. */
  size: number;
  exactSize: boolean;
  bold: boolean;
  opacity: number;
};

/**
 * Writes on a picture, as outlines of the engine's own font. Overwrites the raster.
 * @throws {EngineError} `NOT_UNDERSTOOD` for letters that the font lacks.
 */
export async function drawText(raster: Raster, wish: TextWish, signal: StopSignal): Promise<Raster> {
  const font = await loadFont(wish.bold ? "bold" : "normal");
  refuseForeignLetters(wish.text, font);
  const margin = Math.round(Math.min(raster.width, raster.height) * MARGIN);
  const room = { width: Math.max(1, raster.width - 2 * margin), height: Math.max(1, raster.height - 2 * margin) };
  const align = wish.place.includes("left") ? "left" : wish.place.includes("right") ? "right" : "centre";
  const layout = layOut(font, wish.text, { ...room, size: wish.size, exact: wish.exactSize, align });
  const left = margin + (room.width - layout.width) * shareAcross(wish.place);
  const top = margin + (room.height - layout.height) * shareDown(wish.place);
  const isBright = lightUnder(raster, { left, top, width: layout.width, height: layout.height }) > BRIGHT;

  const fill = wish.colour === "auto" ? (isBright ? INK : WHITE) : paintOf(wish.colour);
  const contrast = lightOf(fill) > 110 ? BLACK : WHITE;
  const outline = wish.outline === "none" ? null : wish.outline === "auto" ? contrast : paintOf(wish.outline);
  const pad = Math.ceil(layout.size * 0.4) + 2;
  const [x, y] = [Math.floor(left) - pad, Math.floor(top) - pad];
  const letters = await paintLetters(
    layout,
    {
      width: Math.ceil(layout.width) + 2 * pad + 1,
      height: Math.ceil(layout.height) + 2 * pad + 1,
      left: left - x,
      top: top - y,
    },
    { fill, outline, contrast, opacity: wish.opacity },
    signal,
  );
  return overlay(raster, letters, { left: x, top: y }, signal);
}

const shareAcross = (place: Place): number => (place.includes("left") ? 0 : place.includes("right") ? 1 : 0.5);
const shareDown = (place: Place): number => (place.includes("top") ? 0 : place.includes("bottom") ? 1 : 0.5);

const lightOf = ([red, green, blue]: Rgb): number => red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];

type Rgb = readonly [red: number, green: number, blue: number];

/** How far a said outline, and the soft edge that keeps text readable on anything, reach beyond the letters, in their sizes. */
const OUTLINE = 0.06;
const SOFT_EDGE = 0.045;

/** How soft that edge is, in sizes of the letters, and how dark. */
const SOFTNESS = 0.07;
const SOFT = 0.6;

/** The least that sharp blurs by. */
const LEAST_BLUR = 0.3;

type Frame = { width: number; height: number; left: number; top: number };
type Paint = { fill: Rgb; outline: Rgb | null; contrast: Rgb; opacity: number };

/** Letters with their outline, or a soft edge of the contrasting colour, on nothing. */
async function paintLetters(
  { outline: shapes, size }: Layout,
  frame: Frame,
  { fill, outline, contrast, opacity }: Paint,
  signal: StopSignal,
): Promise<Raster> {
  const { width, height } = frame;
  const letters = fillOutline(shapes, frame);
  const wide = widened(letters, width, height, size * (outline === null ? SOFT_EDGE : OUTLINE));
  const around = outline === null ? await softened(wide, width, height, size * SOFTNESS) : wide;
  const edge = outline ?? contrast;
  const strength = outline === null ? SOFT : 1;
  const data = Buffer.alloc(width * height * 4);
  inSlices(width * height, signal, (from, to) => {
    for (let pixel = from; pixel < to; pixel++) {
      const letter = (letters[pixel] ?? 0) / 255;
      const below = (((around[pixel] ?? 0) * strength) / 255) * (1 - letter);
      const whole = letter + below;
      if (whole === 0) continue;
      for (let channel = 0; channel < 3; channel++) {
        const level = (fill[channel] ?? 0) * letter + (edge[channel] ?? 0) * below;
        data[pixel * 4 + channel] = Math.round(level / whole);
      }
      data[pixel * 4 + 3] = Math.round(whole * opacity * 255);
    }
  });
  return { data, width, height, channels: 4 };
}

/** The same shape, grown by a number of pixels on all sides. */
function widened(coverage: Buffer, width: number, height: number, by: number): Buffer {
  const distance = distanceTransform(coverage, width, height);
  const wide = Buffer.alloc(coverage.length);
  for (const [at, away] of distance.entries()) wide[at] = Math.round(255 * Math.min(1, Math.max(0, by + 0.5 - away)));
  return wide;
}

async function softened(coverage: Buffer, width: number, height: number, sigma: number): Promise<Buffer> {
  return sharp(coverage, { raw: { width, height, channels: 1 } })
    .blur(Math.max(LEAST_BLUR, sigma))
    .toColourspace("b-w")
    .raw()
    .toBuffer();
}

/** Lays a raster with alpha over another at a place, which may lie partly outside. Overwrites and returns the lower one. */
function overlay(under: Raster, over: Raster, place: { left: number; top: number }, signal: StopSignal): Raster {
  const { data, width, height, channels } = under;
  const from = Math.max(0, -place.left);
  const to = Math.min(over.width, width - place.left);
  inRows(over.width, over.height, signal, (row) => {
    const y = place.top + row;
    if (y < 0 || y >= height) return;
    for (let x = from; x < to; x++) {
      const source = (row * over.width + x) * 4;
      const alpha = (over.data[source + 3] ?? 0) / 255;
      if (alpha === 0) continue;
      const at = (y * width + place.left + x) * channels;
      const below = channels === 4 ? (data[at + 3] ?? 0) / 255 : 1;
      const whole = alpha + below * (1 - alpha);
      const share = alpha / whole;
      for (let channel = 0; channel < 3; channel++) {
        const was = data[at + channel] ?? 0;
        data[at + channel] = Math.round(was + ((over.data[source + channel] ?? 0) - was) * share);
      }
      if (channels === 4) data[at + 3] = Math.round(whole * 255);
    }
  });
  return under;
}

/** Samples along each side of the area. */
const SAMPLES = 48;

/** Mean light 0..255 of an area of a picture; what is transparent counts as white. */
function lightUnder(raster: Raster, area: { left: number; top: number; width: number; height: number }): number {
  const { data, width, height, channels } = raster;
  let sum = 0;
  let count = 0;
  for (let row = 0; row < SAMPLES; row++) {
    for (let column = 0; column < SAMPLES; column++) {
      const x = Math.floor(area.left + ((column + 0.5) / SAMPLES) * area.width);
      const y = Math.floor(area.top + ((row + 0.5) / SAMPLES) * area.height);
      if (x < 0 || y < 0 || x >= width || y >= height) continue;
      const at = (y * width + x) * channels;
      const alpha = channels === 4 ? (data[at + 3] ?? 0) / 255 : 1;
      const light = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
      sum += light * alpha + 255 * (1 - alpha);
      count++;
    }
  }
  return count === 0 ? 0 : sum / count;
}
