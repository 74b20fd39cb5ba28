import { findPeople } from "../../nets/find-people";
import { oklabOf } from "../../pixels/oklab";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { smoothstep } from "../../pixels/smoothstep";
import type { Work } from "../../work";
import { cheeksOf } from "./face-mask";
import { facesOf } from "./people-mask";

/** From this certainty of the net on a place may be somebody's skin. */
const SOMEBODY = 0.3;

/** Distances of tint (both colour axes of Oklab by its lightness) and of lightness from a face's cheeks, over which skin ends. */
const TINT = [0.05, 0.09] as const;
const LIGHT = [0.3, 0.45] as const;

/**
 * How far each place of a small copy (with alpha) is skin of the people in the picture, 0..1: what has about the tint of one of
 * their faces, and lies on a person. `null` when no face is found.
 */
export async function skinPlane(raster: Raster, small: Raster, work: Work): Promise<Plane | null> {
  const people = await findPeople(raster, null, "upright", work);
  if (!people.values.some((value) => value > SOMEBODY)) return null;
  const cheeks = (await facesOf(raster, work)).map((face) => cheeksOf(face, raster));
  if (cheeks.length === 0) return null;
  const { data, width, height } = small;
  return planeOf(width, height, (index) => {
    const x = Math.floor((((index % width) + 0.5) * people.width) / width);
    const y = Math.floor(((Math.floor(index / width) + 0.5) * people.height) / height);
    if ((people.values[y * people.width + x] ?? 0) < SOMEBODY) return 0;
    const [light, a, b] = oklabOf(data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0);
    let most = 0;
    for (const [cheekLight, cheekA, cheekB] of cheeks) {
      const [own, other] = [Math.max(0.1, light), Math.max(0.1, cheekLight)];
      const tint = Math.hypot(a / own - cheekA / other, b / own - cheekB / other);
      const share = (1 - smoothstep(...TINT, tint)) * (1 - smoothstep(...LIGHT, Math.abs(light - cheekLight)));
      most = Math.max(most, share);
    }
    return most;
  });
}
