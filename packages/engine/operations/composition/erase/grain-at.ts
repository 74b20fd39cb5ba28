/** Noise of about standard deviation 1 that depends on nothing but the place. */
export function grainAt(x: number, y: number): number {
  let mixed = Math.imul(x + 1, 374_761_393) ^ Math.imul(y + 1, 668_265_263);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 2_246_822_519);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 3_266_489_917);
  const bits = (mixed ^ (mixed >>> 16)) >>> 0;
  // The sum of four evenly spread numbers is nearly normal; their spread is 1 after this factor.
  const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
  return (sum / 255 - 2) * 1.73;
}
