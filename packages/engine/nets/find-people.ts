import { type Plane, planeOf } from "../pixels/plane";
import type { Raster } from "../pixels/raster";
import type { Work } from "../work";
import { lookOnce } from "./look-once";
import { type Box, askNet, mirrored, squareOf } from "./net";

/** Side of the square that the net answers for, in places. */
const SIDE = 256;

/**
 * How far each place of a picture, or of a part of it, belongs to a person, 0..1, on a square that is stretched over it; for a
 * mirrored look what the net says of the mirror image, laid back onto the picture. About 40 ms, once for an edit.
 */
export const findPeople = (
  raster: Raster,
  part: Box | null,
  turn: "upright" | "mirrored",
  work: Work,
): Promise<Plane> => seenPeople(raster, `${turn} ${JSON.stringify(part)}`, work, () => look(raster, part, turn, work));

const seenPeople = lookOnce<Plane>();

async function look(raster: Raster, part: Box | null, turn: "upright" | "mirrored", work: Work): Promise<Plane> {
  const square = await squareOf("person", raster, "stretched", part);
  const asked = turn === "mirrored" ? mirrored(square, SIDE) : square;
  const [shares = new Float32Array()] = await askNet("person", asked, [OUTPUT], await work.cv());
  return planeOf(
    SIDE,
    SIDE,
    (index) => shares[turn === "mirrored" ? index - 2 * (index % SIDE) + SIDE - 1 : index] ?? 0,
  );
}

/** The name that the net gives to its only output. */
const OUTPUT = "activation_10";
