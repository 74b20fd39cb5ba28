import sharp from "sharp";
import type { Place } from "@/lib/ai/local/pattern";
import { LUMA } from "../../../colour-matrix";
import { loadFont } from "../../../fonts/load-font";
import type { Raster } from "../../../raster";
import { paintOf } from "../../geometry/paint";
import { layOut } from "./lay-out";
import { lightUnder } from "./light-under";
import { overlay } from "./overlay";
import { refuseForeignLetters } from "./refuse-foreign-letters";

/** Distance of text from the edge of the picture, as a share of the shorter side. */
const MARGIN = 0.05;

/** From this light on, text whose colour was not said is dark. */
const BRIGHT = 165;

/** Colour of dark text, softer than black. */
const INK = "#161616";

/** Widths in sizes of the letters: a said outline, and the soft edge that keeps text readable on anything. */
const OUTLINE = 0.12;
const SOFT_EDGE = 0.09;
const SOFTNESS = 0.07;

/** Darkness of the soft edge, and of the one for colours that were said. */
const SOFT = 0.6;

export type TextWish = {
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
 * @throws {AppError} `REQUEST_NOT_UNDERSTOOD` for letters that the font lacks.
 */
export async function drawText(raster: Raster, wish: TextWish, signal: AbortSignal): Promise<Raster> {
  const font = await loadFont(wish.bold ? "bold" : "normal");
  refuseForeignLetters(wish.text, font);
  const margin = Math.round(Math.min(raster.width, raster.height) * MARGIN);
  const room = { width: Math.max(1, raster.width - 2 * margin), height: Math.max(1, raster.height - 2 * margin) };
  const align = wish.place.includes("left") ? "left" : wish.place.includes("right") ? "right" : "centre";
  const layout = layOut(font, wish.text, { ...room, size: wish.size, exact: wish.exactSize, align });
  const left = margin + (room.width - layout.width) * shareAcross(wish.place);
  const top = margin + (room.height - layout.height) * shareDown(wish.place);
  const isBright = lightUnder(raster, { left, top, width: layout.width, height: layout.height }) > BRIGHT;

  const fill = wish.colour === "auto" ? (isBright ? INK : "#ffffff") : hexOf(wish.colour);
  const contrast = lightOf(fill) > 110 ? "#000000" : "#ffffff";
  const outline = wish.outline === "none" ? null : wish.outline === "auto" ? contrast : hexOf(wish.outline);
  const pad = Math.ceil(layout.size * 0.4) + 2;
  const [x, y] = [Math.floor(left) - pad, Math.floor(top) - pad];
  const svg = svgOf({
    path: layout.path,
    size: layout.size,
    width: Math.ceil(layout.width) + 2 * pad + 1,
    height: Math.ceil(layout.height) + 2 * pad + 1,
    shift: { x: left - x, y: top - y },
    fill,
    contrast,
    outline,
    opacity: wish.opacity,
  });
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return overlay(raster, { data, width: info.width, height: info.height, channels: 4 }, { left: x, top: y }, signal);
}

const shareAcross = (place: Place): number => (place.includes("left") ? 0 : place.includes("right") ? 1 : 0.5);
const shareDown = (place: Place): number => (place.includes("top") ? 0 : place.includes("bottom") ? 1 : 0.5);

const hexOf = (name: string): string =>
  `#${paintOf(name)
    .map((level) => level.toString(16).padStart(2, "0"))
    .join("")}`;

function lightOf(hex: string): number {
  const value = Number.parseInt(hex.slice(1), 16);
  return ((value >> 16) & 255) * LUMA[0] + ((value >> 8) & 255) * LUMA[1] + (value & 255) * LUMA[2];
}

type Drawing = {
  path: string;
  size: number;
  width: number;
  height: number;
  shift: { x: number; y: number };
  fill: string;
  contrast: string;
  outline: string | null;
  opacity: number;
};

/** Paths and colours alone: the words themselves never become part of the markup. */
function svgOf({ path, size, width, height, shift, fill, contrast, outline, opacity }: Drawing): string {
  const pixels = (share: number): string => (size * share).toFixed(2);
  const edge =
    outline === null
      ? `<path d="${path}" fill="${contrast}" stroke="${contrast}" stroke-width="${pixels(SOFT_EDGE)}" opacity="${SOFT}" filter="url(#soft)"/>`
      : `<path d="${path}" fill="${outline}" stroke="${outline}" stroke-width="${pixels(OUTLINE)}" stroke-linejoin="round"/>`;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<filter id="soft" x="0" y="0" width="${width}" height="${height}" filterUnits="userSpaceOnUse">` +
    `<feGaussianBlur stdDeviation="${pixels(SOFTNESS)}"/></filter>` +
    `<g opacity="${opacity}"><g transform="translate(${shift.x.toFixed(2)} ${shift.y.toFixed(2)})">${edge}<path d="${path}" fill="${fill}"/></g></g></svg>`
  );
}
