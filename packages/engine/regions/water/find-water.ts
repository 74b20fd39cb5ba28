import { setImmediate as nextTurn } from "node:timers/promises";
import { partsOf, type Part } from "../parts";
import { SURE, type Sky } from "../sky/find-sky";
import { horizonWall } from "../sky/horizon-wall";
import { planeOf, type Plane } from "../plane";
import { judgeWater } from "./judge-water";
import { stillWater } from "./still-water";
import { waterColours } from "./water-colours";

/** Areas that may be the water: more are none. */
const TRIED = 4;

/**
 * Looks for water on the small copy on which the sky was looked for: below the sky, of its colours or
 * blue, green or grey, smooth or rippled along the rows, with a level shore; or the mirror image of what
 * stands above it. The confidence (0..1) falls when it is small or narrow, has an uneven upper edge, or
 * changes as much along the rows as across them, as walls do.
 */
export async function findWater(sky: Sky): Promise<{ mask: Plane; confidence: number }> {
  const { picture } = sky;
  const { width, height } = picture.light;
  const certain = sky.confidence >= SURE ? sky : null;
  const colours = waterColours(picture, certain);
  await nextTurn();
  let best: { part: Part; confidence: number } = { part: [], confidence: 0 };
  if (certain !== null) best = stillWater(certain, colours);
  await nextTurn();
  const wall = horizonWall({ ...picture, besideSky: planeOf(width, height, () => 1) });
  const open = colours.could.map((value, index) => (wall?.[index] === 1 ? 0 : value));
  for (const part of partsOf(open, width).slice(0, TRIED)) {
    const confidence = judgeWater(picture, part, certain);
    if (confidence > best.confidence) best = { part, confidence };
  }
  const mask = planeOf(width, height, () => 0);
  for (const index of best.part) mask.values[index] = 1;
  return { mask, confidence: best.confidence };
}
