import type { Operation } from "../../operation";
import { blackAndWhite } from "./black-and-white";
import { blackAndWhiteFilter } from "./black-and-white-filter";
import { colourBalance } from "./colour-balance";
import { duotone } from "./duotone";
import { hueShift } from "./hue-shift";
import { invert } from "./invert";
import { keepColour } from "./keep-colour";
import { matchColours } from "./match-colours";
import { posterise } from "./posterise";
import { redEye } from "./red-eye";
import { repaint } from "./repaint";
import { replaceColour } from "./replace-colour";
import { saturation } from "./saturation";
import { sepia } from "./sepia";
import { solarise } from "./solarise";
import { splitToning } from "./split-toning";
import { threshold } from "./threshold";
import { tint } from "./tint";
import { vibrance } from "./vibrance";
import { warmth } from "./warmth";
import { whiteBalance } from "./white-balance";

/** Operations on colours. */
export const COLOUR_OPERATIONS: readonly Operation[] = [
  warmth,
  saturation,
  blackAndWhite,
  sepia,
  tint,
  invert,
  vibrance,
  hueShift,
  colourBalance,
  whiteBalance,
  redEye,
  replaceColour,
  repaint,
  keepColour,
  blackAndWhiteFilter,
  duotone,
  splitToning,
  posterise,
  solarise,
  threshold,
  matchColours,
];
