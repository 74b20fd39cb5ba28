/** `value` up to `from`; beyond, ever slower towards `most`, which it never reaches. */
export function softLimit(value: number, from: number, most: number): number {
  if (value <= from) return value;
  const room = Math.max(1e-6, most - from);
  return from + room * (1 - Math.exp((from - value) / room));
}
