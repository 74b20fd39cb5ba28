import { z } from "zod";
import { fogDensity } from "../../draw/fog";
import { greyed, surroundings } from "../../draw/light";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { inRows } from "../../pixels/in-slices";
import { dither } from "../../pixels/noise";
import { layerRows } from "../../pixels/stretched-rows";
import { SURE, findSky } from "../../regions/sky/find-sky";

const FOG = "fog/mist/haze/fogginess/mistiness";

/** Drifting fog, denser with the distance: towards the horizon where there is a sky, else towards the top. */
export const fog = defineOperation({
  name: "fog",
  family: "weather",
  title: "fog and mist",
  examples: ["add fog", "make it foggy", "add a bit of mist", "thick fog", "low fog on the ground"],
  schema: z.object({ amount: z.number().min(0.1).max(3), where: z.enum(["distance", "ground"]) }),
  changes: ["content", "light", "contrast", "colour"],
  regional: true,
  phrases: [
    {
      means: { factor: 1, where: "distance" as const },
      say: [
        `{give}? more/extra/additional? ${FOG}`,
        "{make} {more}? foggy/misty/hazy/foggier/mistier",
        "{make}? {more} foggy/misty",
        "foggier/mistier",
        "foggy/misty",
        "{give}? {more}? foggy/misty/hazy weather/day/morning/mood/atmosphere/scene",
        "{make} like? foggy/misty day/morning/weather/scene",
        `{give} drifting/rolling/morning/atmospheric ${FOG}`,
        `drifting/rolling/morning/atmospheric ${FOG}`,
        `{give}? more/extra/additional? ${FOG} on/along/over? horizon/distance`,
        "{make} distance/horizon foggy/misty/hazy",
      ],
    },
    { means: { factor: 1.6, where: "distance" as const }, say: [`{give}? thick/dense/thicker/denser ${FOG}`] },
    { means: { factor: 0.5, where: "distance" as const }, say: [`{give}? thin/light/faint/soft/fine ${FOG}`] },
    {
      means: { factor: 1, where: "ground" as const },
      say: [
        `{give}? {more}? low/ground lying? ${FOG} on/over/above? ground/floor?`,
        `{give}? ${FOG} on/over/along/near/above ground/floor/water/lake/sea/field/fields`,
        `{give}? ${FOG} bottom`,
        `{give} creeping ${FOG}`,
      ],
    },
  ],
  amounts: [],
  params: ({ means: { factor, where }, strength }) => ({ amount: rounded(Math.min(3, factor * strength)), where }),
  sentence({ amount, where }) {
    const degree = amount < 0.7 ? "light " : amount > 1.3 ? "thick " : "";
    return where === "ground"
      ? `Add ${degree}fog that lies low.`
      : `Add ${degree}fog that gets denser with the distance.`;
  },
  async apply(raster, { amount, where }, { signal }) {
    const { data, width, height, channels } = raster;
    const sky = await findSky(raster);
    const { bright } = await surroundings(raster);
    const colour = greyed(bright, { saturation: 0.35, towards: 232, by: 0.35 });
    const density = layerRows(
      fogDensity(raster, where, sky.confidence < SURE ? null : sky.horizon, amount),
      width,
      height,
    );
    const [red, green, blue] = colour;
    // Rounds and limits what is written to it.
    const levels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
    inRows(width, height, signal, (y) => {
      density.moveTo(y);
      const { row } = density;
      for (let x = 0, at = y * width * channels; x < width; x++, at += channels) {
        const share = row[x] ?? 0;
        const noise = dither(x, y);
        const wasRed = data[at] ?? 0;
        const wasGreen = data[at + 1] ?? 0;
        const wasBlue = data[at + 2] ?? 0;
        levels[at] = wasRed + (red - wasRed) * share + noise;
        levels[at + 1] = wasGreen + (green - wasGreen) * share + noise;
        levels[at + 2] = wasBlue + (blue - wasBlue) * share + noise;
      }
    });
    return raster;
  },
});
