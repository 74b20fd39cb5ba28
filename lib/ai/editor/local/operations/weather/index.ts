import type { Operation } from "../../operation";

/** Weather and effects of light. */
export const WEATHER_OPERATIONS: readonly Operation[] = [];
