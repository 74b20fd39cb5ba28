import type { Operation } from "../../operation";
import { bokehLights } from "./bokeh-lights";
import { fog } from "./fog";
import { lightLeak } from "./light-leak";
import { lightRays } from "./light-rays";
import { rain } from "./rain";
import { rainbow } from "./rainbow";
import { snow } from "./snow";
import { stars } from "./stars";
import { sunFlare } from "./sun-flare";

/** Weather and effects of light. */
export const WEATHER_OPERATIONS: readonly Operation[] = [
  rain,
  snow,
  fog,
  sunFlare,
  lightRays,
  stars,
  rainbow,
  bokehLights,
  lightLeak,
];
