import { z } from "zod";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { applyRadialBlur } from "../../pixels/radial-blur";

/** How far the usual zoom moves the edges, as a share of their distance from the centre. */
const USUAL_ZOOM = 0.14;

/** Angle of the usual spin, in radians. */
const USUAL_SPIN = 0.12;

/** Blur towards the centre, as by zooming, or around it, as by turning; the centre itself stays sharp. */
export const radialBlur = defineOperation({
  name: "radial-blur",
  family: "focus",
  title: "zoom and spin blur",
  examples: ["add a zoom blur", "spin blur", "slight radial blur", "strong rotational blur"],
  schema: z.object({ kind: z.enum(["zoom", "spin"]), amount: z.number().min(0.1).max(3) }),
  changes: ["sharpness"],
  regional: true,
  hides: "mostly",
  phrases: [
    {
      means: "zoom" as const,
      say: [
        "{give}? {more}? zoom/zooming/radial radial/zoom? blur/burst",
        "{give}? radial blur zoom",
        "{give}? zoom/radial blur from centre",
        "blur/blurred radially",
        "{give}? blur from centre outwards/outward",
        "blur outwards/outward from centre",
        "{give}? warp/hyper speed",
      ],
    },
    {
      means: "spin" as const,
      say: [
        "{give}? {more}? spin/spinning/rotational/rotation/circular/swirl/rotary radial? blur",
        "{give}? radial spin blur",
        "{give}? radial blur spin",
        "blur around centre",
        "blur circularly",
      ],
    },
  ],
  amounts: [],
  params: ({ means, strength }) => ({ kind: means, amount: rounded(strength) }),
  sentence: ({ kind, amount }, _exact, of) =>
    kind === "zoom"
      ? `Blur ${of}${howMuch(amount)} from the centre outwards, as by zooming.`
      : `Blur ${of}${howMuch(amount)} around the centre, as by turning.`,
  apply: (raster, { kind, amount }, work) =>
    applyRadialBlur(
      raster,
      kind === "zoom" ? { zoom: USUAL_ZOOM * amount, spin: 0 } : { zoom: 0, spin: USUAL_SPIN * amount },
      work,
    ),
});
