import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyMotionBlur } from "../../pixels/motion-blur";

/** Length of the usual blur, as a share of the shorter side. */
const USUAL_SHARE = 0.05;

const HORIZONTAL = "horizontal/horizontally/sideways/left/right";
const VERTICAL = "vertical/vertically/upwards/downwards/up/down";
const DIAGONAL = "diagonal/diagonally";
const KIND = "motion/directional/movement/speed/panning/linear";
const FAST = "motion/movement/speed/action";

const phrasesFor = (direction: string): string[] => [
  `${direction} ${KIND}? blur`,
  `{give} {more}? ${direction} ${KIND}? blur`,
  `{give}? {more}? ${KIND} blur ${direction}`,
  `blur ${direction}`,
];

/** Smears the picture along one direction, as a moving camera does. */
export const motionBlur = defineOperation({
  name: "motion-blur",
  family: "focus",
  title: "motion blur",
  examples: ["add motion blur", "vertical motion blur", "add a bit of motion blur at 30 degrees", "blur it sideways"],
  schema: z.object({ share: z.number().min(0.002).max(0.3), degrees: z.number().gt(-360).lt(360) }),
  changes: ["sharpness"],
  regional: true,
  hides: "mostly",
  phrases: [
    {
      means: 0,
      say: [
        `{give}? {more}? ${KIND} blur`,
        `{give}? {more}? ${KIND} blur with? angle? {degrees} angle?`,
        `{give}? {degrees} ${KIND} blur`,
        `motion blurred`,
        `{make} {more}? motion blurred`,
        `{give} {more}? sense/feeling/impression/illusion ${FAST}`,
        `{make} like? moving fast?`,
        ...phrasesFor(HORIZONTAL),
      ],
    },
    { means: 90, say: phrasesFor(VERTICAL) },
    { means: 45, say: phrasesFor(DIAGONAL) },
  ],
  amounts: [],
  params: ({ means, strength, slots }) => ({
    share: rounded(USUAL_SHARE * strength * 100) / 100,
    degrees: rounded((slots.degrees ?? means) % 360),
  }),
  sentence({ share, degrees }, _exact, of) {
    const direction =
      degrees % 180 === 0 ? "horizontally" : Math.abs(degrees % 180) === 90 ? "vertically" : `at ${degrees}°`;
    return `Blur ${of}${howMuch(share / USUAL_SHARE)} by motion, ${direction}.`;
  },
  apply: (raster, { share, degrees }, { signal }) =>
    applyMotionBlur(raster, share * Math.min(raster.width, raster.height), degrees, signal),
});
