import { LUMA } from "../../../pixels/colour-matrix";
import type { Layer } from "../../focus/parts/layer";

/** The light of one place of a layer that begins with red, green and blue, on the layer's own scale. */
export function lightOf({ values, channels }: Layer, place: number): number {
  const at = place * channels;
  return (values[at] ?? 0) * LUMA[0] + (values[at + 1] ?? 0) * LUMA[1] + (values[at + 2] ?? 0) * LUMA[2];
}
