import { z } from "zod";
import { EngineError } from "../../errors";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { turnAndFill } from "../../pixels/rotate";
import { findTilt } from "../../regions/tilt";

const STRAIGHTEN = "straighten/level/straightened/levelled";
const HORIZON = "horizon/horizons/skyline/horizontals/lines/waterline";
const MOST = 44;

/** Below this tilt nobody sees a difference, in degrees. */
const LEAST = 0.25;

/** Confidence from which a tilt is believed. */
const SURE = 0.5;

/** Turns the picture so that its horizon is level, and crops it so that the frame stays full. */
export const straighten = defineOperation({
  name: "straighten",
  family: "geometry",
  title: "straighten the horizon",
  examples: ["straighten the horizon", "the horizon is crooked", "level the picture", "straighten it by 3 degrees"],
  schema: z.object({
    /** Clockwise; 0: by what is found. */
    degrees: z.number().min(-MOST).max(MOST),
  }),
  changes: ["shape"],
  regional: false,
  phrases: [
    {
      means: 1,
      say: [
        `${STRAIGHTEN} ${HORIZON}? out?`,
        "straighten up",
        `{make} ${HORIZON}? straight/level/straighter/horizontal`,
        `fix/correct/adjust crooked/tilted/slanted/skewed? ${HORIZON}`,
        "fix/correct tilt/slant",
        "straighten building/buildings/tower/house/church/wall/walls",
        "leaning/leans sideways?",
        `${HORIZON}? crooked/tilted/slanted/wonky/askew/slanting left/right?`,
        `${HORIZON} not straight/level/horizontal`,
        "not straight/level",
        "auto/automatically straighten",
        "straighten automatically",
        `${STRAIGHTEN} {degrees} clockwise/right?`,
        `${STRAIGHTEN} clockwise/right {degrees}`,
      ],
    },
    {
      means: -1,
      say: [
        `${STRAIGHTEN} {degrees} counterclockwise/anticlockwise/left`,
        `${STRAIGHTEN} counterclockwise/anticlockwise/left {degrees}`,
      ],
    },
  ],
  amounts: [],
  params({ means, slots }) {
    const degrees = rounded(means * (slots.degrees ?? 0));
    return Math.abs(degrees) > MOST || (slots.degrees !== undefined && degrees === 0) ? null : { degrees };
  },
  sentence({ degrees }) {
    if (degrees === 0)
      return "Straighten the picture by the lines found in it, and crop it so that the frame stays full.";
    const direction = degrees > 0 ? "clockwise" : "counterclockwise";
    return `Turn the picture by ${Math.abs(degrees)}° ${direction}, and crop it so that the frame stays full.`;
  },
  async apply(raster, { degrees }) {
    if (degrees !== 0) return turnAndFill(raster, degrees);
    const tilt = await findTilt(raster);
    if (tilt === null || tilt.confidence < SURE) {
      throw nothing("No horizon and no long straight lines were found in this picture with enough certainty");
    }
    if (Math.abs(tilt.degrees) < LEAST) throw nothing("The lines of this picture are level already");
    return turnAndFill(raster, -tilt.degrees);
  },
});

const nothing = (what: string): EngineError =>
  new EngineError("NOTHING_CHANGED", { detail: `${what}, so nothing was changed. It cost nothing.` });
