import type { Operation } from "../../operation";
import { blackAndWhite } from "./black-and-white";
import { invert } from "./invert";
import { saturation } from "./saturation";
import { sepia } from "./sepia";
import { tint } from "./tint";
import { warmth } from "./warmth";

/** Operations on colours. */
export const COLOUR_OPERATIONS: readonly Operation[] = [warmth, saturation, blackAndWhite, sepia, tint, invert];
