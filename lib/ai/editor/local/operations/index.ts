import type { Operation } from "../operation";
import { blackAndWhite } from "./black-and-white";
import { blur } from "./blur";
import { brightness } from "./brightness";
import { contrast } from "./contrast";
import { crop } from "./crop";
import { dramaticSky } from "./dramatic-sky";
import { flip } from "./flip";
import { invert } from "./invert";
import { punch } from "./punch";
import { rotate } from "./rotate";
import { saturation } from "./saturation";
import { sepia } from "./sepia";
import { sharpen } from "./sharpen";
import { tint } from "./tint";
import { warmth } from "./warmth";

/** All operations of the local engine. No two of them read the same words. */
export const OPERATIONS: readonly Operation[] = [
  brightness,
  contrast,
  warmth,
  saturation,
  punch,
  blackAndWhite,
  sepia,
  tint,
  invert,
  blur,
  sharpen,
  rotate,
  flip,
  crop,
  dramaticSky,
];
