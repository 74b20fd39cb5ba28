import { COLOURS, rgbOf } from "../vocabulary/colours";

/** Colours that one paints with but does not tint with, so that the grammar's own list lacks them; by their words. */
const NEUTRALS: Readonly<Record<string, string>> = {
  white: "#ffffff",
  black: "#000000",
  "light grey": "#d3d3d3",
  "dark grey": "#404040",
  grey: "#808080",
  silver: "#c0c0c0",
  cream: "#fff6df",
  "off white": "#f7f5ee",
};

/** Names of neutral colours as they are said, longest first. */
export const NEUTRAL_NAMES: readonly string[] = Object.keys(NEUTRALS);

/** Red, green and blue, 0..255, of a colour by name; white for an unknown one. */
export const paintOf = (name: string): [red: number, green: number, blue: number] =>
  rgbOf(NEUTRALS[name] ?? COLOURS[name] ?? "#ffffff");

/** True for every name that `paintOf` knows. */
export const isPaint = (name: string): boolean => Object.hasOwn(NEUTRALS, name) || Object.hasOwn(COLOURS, name);
