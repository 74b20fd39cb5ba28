import { findFaces } from "../../nets/find-faces";
import type { Face } from "../../nets/look-for-faces";
import { lumaPlane } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { smallOpaqueCopy } from "../../pixels/resize";
import { applyCurve } from "../../pixels/tone-curve";
import type { Work } from "../../work";

/** Longer side of the copy that is lifted and looked at, in pixels. */
const LOOKED_AT = 1024;

/** Mean light 0..255 below which a picture is so dark that the net may not see who is in it. */
const DARK = 70;

/** The faces of a picture that is dark, found on a lifted copy of it, in pixels of the picture; none where it is not dark. */
export async function facesInTheDark(raster: Raster, work: Work): Promise<Face[]> {
  const small = await smallOpaqueCopy(raster, LOOKED_AT);
  const light = lumaPlane(small).values.reduce((sum, value) => sum + value, 0) / (small.width * small.height);
  if (light >= DARK) return [];
  const lifted = applyCurve({ ...small, data: Buffer.from(small.data) }, Math.sqrt, work.signal);
  const [across, down] = [raster.width / small.width, raster.height / small.height];
  return (await findFaces(lifted, [], work)).map(({ left, top, width, height, eyes: [one, other], score }) => ({
    left: left * across,
    top: top * down,
    width: width * across,
    height: height * down,
    eyes: [
      [one[0] * across, one[1] * down],
      [other[0] * across, other[1] * down],
    ],
    score,
  }));
}
