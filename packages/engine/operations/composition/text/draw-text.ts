import type { Place } from "../../../plan";
import { LUMA } from "../../../pixels/colour-matrix";
import { loadFont } from "../../../draw/load-font";
import type { Raster } from "../../../pixels/raster";
import { paintOf } from "../../geometry/paint";
import { layOut } from "./lay-out";
import { lightUnder } from "./light-under";
import { overlay } from "./overlay";
import { paintLetters, type Rgb } from "./paint-letters";
import { refuseForeignLetters } from "./refuse-foreign-letters";

/** Distance of text from the edge of the picture, as a share of the shorter side. */
const MARGIN = 0.05;

/** From this light on, text whose colour was not said is dark. */
const BRIGHT = 165;

/** Colour of dark text, softer than black. */
const INK: Rgb = [22, 22, 22];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

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
 * @throws {EngineError} `NOT_UNDERSTOOD` for letters that the font lacks.
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
