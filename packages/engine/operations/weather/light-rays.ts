import { z } from "zod";
import { lightSource, screenLight } from "../../draw/light";
import { rayLight } from "../../draw/light-rays";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { SOURCES } from "../parameters";

const RAYS = "rays/ray/beams/beam/shafts/shaft/streaks";
const AT = "coming/shining? from/through/at/on? {place}? corner/side/edge/part/trees/clouds/window/sky?";

/** Beams of light that spread from where the picture is bright, and that what is dark interrupts. */
export const lightRays = defineOperation({
  name: "light-rays",
  family: "weather",
  title: "rays of light",
  examples: ["add light rays", "god rays", "add sun rays from the top left", "subtle sunbeams"],
  schema: z.object({ amount: z.number().min(0.1).max(2.4), place: z.enum(SOURCES) }),
  changes: ["content", "light"],
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        `{give}? {more}? light/god/sun/sunlight/volumetric/crepuscular/heavenly light? ${RAYS} ${AT}`,
        `{give}? {more}? godrays/sunrays/sunbeams/sunbeam/sunray/lightrays ${AT}`,
        `{give}? {more}? ${RAYS} light/sunlight/sunshine/sun ${AT}`,
        `{give}? {more}? volumetric light/lighting ${AT}`,
        `{give} ${RAYS} ${AT}`,
        `{make} sun/light/sunlight shine/shining/stream/streaming through trees/clouds/leaves/window`,
      ],
    },
  ],
  amounts: [],
  params: ({ strength, slots: { place = "auto" as const } }) => ({ amount: rounded(strength), place }),
  sentence({ amount, place }) {
    const degree = amount < 0.7 ? "soft " : amount > 1.3 ? "strong " : "";
    const where =
      place === "auto" ? "" : place === "centre" ? " from the centre" : ` from the ${place.replace("-", " ")}`;
    return `Add ${degree}rays of light${where}.`;
  },
  async apply(raster, { amount, place }, { signal }) {
    const from = await lightSource(raster, place);
    return screenLight(raster, await rayLight(raster, from, amount, signal), signal);
  },
});
