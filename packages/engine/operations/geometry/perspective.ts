import { z } from "zod";
import { clamp, howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { keystone } from "../../pixels/keystone";
import { throughSharp } from "../../pixels/resize";

/** Percent by which the usual correction widens a side. */
const USUAL = 12;
const MOST = 60;

const FIX = "fix/correct/adjust/straighten/repair";
const DISTORTION = "perspective/keystone/keystoning/verticals";
const BUILDING = "building/buildings/tower/house/walls/architecture";

/** Counteracts lines that converge because the camera was tilted, by a set amount; the frame stays full. */
export const perspective = defineOperation({
  name: "perspective",
  family: "geometry",
  title: "correct the perspective",
  examples: [
    "fix the perspective",
    "correct the converging verticals",
    "tilt it back a bit",
    "the building is leaning back",
  ],
  schema: z.object({
    side: z.enum(["top", "bottom", "left", "right"]),
    /** How much wider that side becomes, in percent. */
    percent: z.number().min(1).max(MOST),
  }),
  changes: ["shape"],
  regional: false,
  phrases: [
    {
      means: "top" as const,
      say: [
        "verticals/walls/buildings lean/leaning/converge/converging/tilt/tilting",
        `${FIX} ${DISTORTION} distortion/correction?`,
        `${FIX} vertical perspective distortion?`,
        `${FIX} converging/leaning/falling verticals/lines`,
        `converging/falling verticals/lines`,
        `{give}? perspective/keystone correction`,
        "tilt back/backward/backwards/up",
        `${BUILDING} leaning/falling/leans/tilting/tilts back/backward/backwards/over/away?`,
        `{make} ${BUILDING}/verticals straight/upright/vertical/parallel`,
        `${FIX} leaning ${BUILDING}`,
        "stretch top",
        "{make} top wider",
        "verticals/lines converge/converging upwards/up?",
      ],
    },
    {
      means: "bottom" as const,
      say: [
        "tilt forward/forwards/down",
        "stretch bottom",
        "{make} bottom wider",
        "verticals/lines converge/converging downwards/down",
        `${BUILDING} leaning/falling forward/forwards`,
      ],
    },
    {
      means: "left" as const,
      say: ["stretch left side?", "{make} left side? wider/taller", `${FIX} horizontal perspective distortion?`],
    },
    { means: "right" as const, say: ["stretch right side?", "{make} right side? wider/taller"] },
  ],
  amounts: ["percent"],
  params({ means, strength, amount }) {
    const percent = amount?.value ?? USUAL * strength;
    return percent >= 1 && percent <= MOST ? { side: means, percent: rounded(clamp(percent, 1, MOST)) } : null;
  },
  sentence({ side, percent }, exact) {
    const how = exact ? ` by ${percent} %` : howMuch(percent / USUAL);
    const why = side === "top" ? ", so that verticals that lean together stand up" : "";
    return `Widen the ${side} of the picture in perspective${how}${why}; a little is cropped at the sides.`;
  },
  async apply(raster, { side, percent }, { signal }) {
    const share = percent / 100;
    if (side === "top" || side === "bottom") return keystone(raster, side === "top" ? share : -share, signal);
    const upright = await throughSharp(raster, (image) => image.rotate(90));
    // A quarter turn clockwise brings the left to the top.
    const widened = keystone(upright, side === "left" ? share : -share, signal);
    return throughSharp(widened, (image) => image.rotate(270));
  },
});
