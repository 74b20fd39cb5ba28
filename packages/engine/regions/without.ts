import type { Mask } from "./mask";

/** All that a mask leaves out. Overwrites and returns it. */
export function without(mask: Mask): Mask {
  const { values } = mask;
  for (let index = 0; index < values.length; index++) values[index] = 255 - (values[index] ?? 0);
  return mask;
}
