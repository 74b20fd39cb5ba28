import { LUMA } from "../../../pixels/colour-matrix";

/** A colour with only a share of its saturation, moved towards a level (0..255) by another share. */
export function greyed(
  colour: readonly [number, number, number],
  { saturation, towards, by }: { saturation: number; towards: number; by: number },
): [red: number, green: number, blue: number] {
  const light = colour[0] * LUMA[0] + colour[1] * LUMA[1] + colour[2] * LUMA[2];
  const level = (channel: 0 | 1 | 2): number => {
    const plain = light + (colour[channel] - light) * saturation;
    return plain + (towards - plain) * by;
  };
  return [level(0), level(1), level(2)];
}
