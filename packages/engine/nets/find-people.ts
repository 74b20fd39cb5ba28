import { type Plane, planeOf } from "../pixels/plane";
import type { Raster } from "../pixels/raster";
import type { Work } from "../work";
import { askNet, squareOf } from "./net";

/** Side of the square that the net answers for, in places. */
const SIDE = 256;

/** How far each place of a picture belongs to a person, 0..1, on a square that is stretched over it. */
export async function findPeople(raster: Raster, work: Work): Promise<Plane> {
  const square = await squareOf("person", raster, "stretched", null);
  const [shares = new Float32Array()] = await askNet("person", square, [OUTPUT], await work.cv());
  return planeOf(SIDE, SIDE, (index) => shares[index] ?? 0);
}

/** The name that the net gives to its only output. */
const OUTPUT = "activation_10";
