import { z } from "zod";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { turnAndFill } from "../../pixels/rotate";
import { throughSharp } from "../../pixels/resize";

const CLOCKWISE = "clockwise/right/rightwards";
const COUNTER = "counterclockwise/anticlockwise/left/leftwards";
/** What "a little" means where a direction was said, in degrees. */
const LITTLE = 5;

/** Up to so many degrees from level, what stays full is most of the picture, and it is cropped to that. */
const TILT = 20;

const isTilt = (degrees: number): boolean => Math.abs(degrees) <= TILT;

const ROTATE = "rotate/turn/spin/rotated/rotating/tilt";

/**
 * Turns the picture. By quarter turns no pixel changes; a little, the empty corners are cropped away; otherwise, and where
 * the picture has transparency, the frame grows and its new corners are transparent.
 */
export const rotate = defineOperation({
  name: "rotate",
  family: "geometry",
  title: "rotate",
  examples: ["rotate it 90 degrees", "rotate left", "turn it upside down", "rotate by 10 degrees counterclockwise"],
  schema: z.object({ degrees: z.number().gt(-360).lt(360) }),
  changes: ["shape"],
  regional: false,
  phrases: [
    {
      means: { sign: 1, usual: 90, little: 0 },
      say: [
        "rotate",
        `${ROTATE} ${CLOCKWISE} {degrees}`,
        `${ROTATE} {degrees} ${CLOCKWISE}?`,
        "{make} quarter turn clockwise/right?",
        `${ROTATE} quarter turn? clockwise/right?`,
        "{make}/tip/lay on side",
        "{degrees} rotation",
        "rotation {degrees}",
        `${ROTATE} sideways`,
        `${ROTATE} around {degrees} ${CLOCKWISE}?`,
      ],
    },
    { means: { sign: 1, usual: 90, little: LITTLE }, say: [`${ROTATE} ${CLOCKWISE}`] },
    { means: { sign: -1, usual: 90, little: LITTLE }, say: [`${ROTATE} ${COUNTER}`] },
    {
      means: { sign: -1, usual: 90, little: 0 },
      say: [
        `${ROTATE} ${COUNTER} {degrees}`,
        `${ROTATE} {degrees} ${COUNTER}`,
        `${ROTATE} counter/anti clockwise`,
        `${ROTATE} {degrees} counter/anti clockwise`,
        "{make} quarter turn left/counterclockwise",
      ],
    },
    {
      means: { sign: 1, usual: 180, little: 0 },
      say: [
        "{make} upside down",
        `${ROTATE} upside down`,
        "flip upside down",
        "upside down",
        `${ROTATE} around`,
        `${ROTATE} on head`,
      ],
    },
  ],
  amounts: [],
  params({ means, slots, strength }) {
    if (slots.degrees === undefined) {
      const size = strength < 1 ? means.little : means.usual;
      return size === 0 ? null : { degrees: means.sign * size };
    }
    const degrees = rounded((means.sign * slots.degrees) % 360);
    return degrees === 0 ? null : { degrees };
  },
  sentence({ degrees }) {
    const quarters = degrees % 90 === 0;
    const direction = Math.abs(degrees) === 180 ? "" : degrees > 0 ? " clockwise" : " counterclockwise";
    return `Rotate the picture by ${Math.abs(degrees)}°${direction}${quarters ? "" : isTilt(degrees) ? ", and crop it so that no corner is empty" : "; the new corners are transparent"}.`;
  },
  apply(raster, { degrees }, work) {
    if (degrees % 90 === 0) return throughSharp(raster, (image) => image.rotate(degrees));
    if (!isTilt(degrees)) return turned(raster, degrees);
    if (raster.channels === 3) return turnAndFill(raster, degrees);
    work.note("The picture has transparency, so it was not cropped: its new corners are transparent");
    return turned(raster, degrees);
  },
});

const turned = (raster: Raster, degrees: number): Promise<Raster> =>
  throughSharp(raster, (image) => image.ensureAlpha().rotate(degrees, { background: { r: 0, g: 0, b: 0, alpha: 0 } }));
