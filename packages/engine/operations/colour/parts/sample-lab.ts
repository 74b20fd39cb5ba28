import { toOklab, type Triple } from "../../../pixels/oklab";
import type { Raster } from "../../../pixels/raster";
import { throughSharp } from "../../../pixels/through-sharp";

/** Longer side of the copy that is sampled, in pixels. */
const SAMPLED = 160;

/** Alpha from which on a pixel counts. */
const VISIBLE = 128;

/** The colours of a small copy in Oklab; transparent pixels are left out. */
export async function sampleLab(raster: Raster): Promise<Triple[]> {
  const { data, channels } = await throughSharp(raster, (image) =>
    image.resize(SAMPLED, SAMPLED, { fit: "inside", withoutEnlargement: true }),
  );
  const colours: Triple[] = [];
  for (let at = 0; at + channels <= data.length; at += channels) {
    if (channels === 4 && (data[at + 3] ?? 0) < VISIBLE) continue;
    colours.push(toOklab((data[at] ?? 0) / 255, (data[at + 1] ?? 0) / 255, (data[at + 2] ?? 0) / 255));
  }
  return colours;
}
