import type { Operation } from "../operation";
import { COLOUR_OPERATIONS } from "./colour";
import { COMPOSITION_OPERATIONS } from "./composition";
import { FOCUS_OPERATIONS } from "./focus";
import { GEOMETRY_OPERATIONS } from "./geometry";
import { LIGHT_OPERATIONS } from "./light";
import { LOOKS_OPERATIONS } from "./looks";
import { WEATHER_OPERATIONS } from "./weather";

/** All operations of the local engine. No two of them read the same words. */
export const OPERATIONS: readonly Operation[] = [
  ...LIGHT_OPERATIONS,
  ...COLOUR_OPERATIONS,
  ...LOOKS_OPERATIONS,
  ...FOCUS_OPERATIONS,
  ...GEOMETRY_OPERATIONS,
  ...COMPOSITION_OPERATIONS,
  ...WEATHER_OPERATIONS,
];
