import { z } from "zod";
import { EngineError } from "../../errors";
import { defineOperation } from "../../operation";
import { gaussianBlur } from "../../pixels/box-filter";
import { planeOf } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { type RedPupil, redPupils } from "../../regions/people/red-pupils";

const EYES = "eye/eyes";
const RED = "red/redeye/redeyes";

/** Light that a pupil keeps of its green and blue: it is nearly black. */
const KEPT = 0.75;

/** How far beyond its line a pupil is mended, falling off, in shares of its diameter; and in pixels at least. */
const RIM = 0.12;

/** Takes the red of a flash out of pupils, in the eyes of faces and nowhere else. */
export const redEye = defineOperation({
  name: "red-eye",
  family: "colour",
  title: "remove red eyes",
  examples: ["remove the red eye", "fix the red eyes", "red-eye correction", "get rid of the red eyes"],
  schema: z.object({}),
  changes: ["colour"],
  regional: false,
  phrases: [
    {
      means: 1,
      say: [
        `remove/fix/correct/reduce/eliminate/delete/cure/repair/lose/drop ${RED} ${EYES} effect?`,
        `remove/fix/correct/reduce/eliminate redeye/redeyes effect?`,
        `{turn} away/out ${RED} ${EYES} effect?`,
        `get rid ${RED} ${EYES} effect?`,
        `red ${EYES} removal/correction/reduction/fix/remover`,
        `redeye removal/correction/reduction/fix/remover`,
        `no/less red ${EYES}`,
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => (strength > 0 ? {} : null),
  sentence: () => "Take the red of the flash out of the eyes.",
  async apply(raster, _params, work) {
    const { pupils, faces } = await redPupils(raster, work);
    if (pupils.length === 0) {
      throw new EngineError("NOTHING_CHANGED", {
        detail: `${faces === 0 ? "No face was found in this picture to look for red eyes in" : "No red pupils were found in the eyes of this picture"}, so nothing was changed. It cost nothing.`,
      });
    }
    work.note(
      pupils.length === 1 ? "1 red pupil was found and mended" : `${pupils.length} red pupils were found and mended`,
    );
    for (const pupil of pupils) mend(raster, pupil);
    return raster;
  },
});

/** Makes the red of a pupil as dark as its green and blue are, with a soft line. Overwrites the raster. */
function mend({ data, width, height, channels }: Raster, { pixels }: RedPupil): void {
  const [xs, ys] = [pixels.map((pixel) => pixel % width), pixels.map((pixel) => Math.floor(pixel / width))];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const rim = Math.max(1, Math.round((right - left + 1) * RIM));
  const [across, down] = [right - left + 1 + 4 * rim, bottom - top + 1 + 4 * rim];
  const [fromX, fromY] = [left - 2 * rim, top - 2 * rim];
  const inside = new Set(pixels);
  const xOf = (place: number): number => fromX + (place % across);
  const yOf = (place: number): number => fromY + Math.floor(place / across);
  const near = (place: number): boolean => {
    for (let y = yOf(place) - rim; y <= yOf(place) + rim; y++) {
      for (let x = xOf(place) - rim; x <= xOf(place) + rim; x++) if (inside.has(y * width + x)) return true;
    }
    return false;
  };
  const share = gaussianBlur(
    planeOf(across, down, (place) => (near(place) ? 1 : 0)),
    rim,
  );
  for (let place = 0; place < across * down; place++) {
    const [x, y, part] = [xOf(place), yOf(place), share.values[place] ?? 0];
    if (part === 0 || x < 0 || y < 0 || x >= width || y >= height) continue;
    const at = (y * width + x) * channels;
    const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    const grey = ((green + blue) / 2) * KEPT;
    // Only what is redder than it is green or blue: the white of the flash and of the eye stays.
    const much = part * Math.min(1, Math.max(0, (red / Math.max(12, green, blue) - 1.15) / 0.4));
    data[at] = Math.round(red + (grey - red) * much);
    data[at + 1] = Math.round(green + (grey - green) * much);
    data[at + 2] = Math.round(blue + (grey - blue) * much);
  }
}
