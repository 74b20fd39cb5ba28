/** 0 up to `from`, 1 beyond `to`, and a soft passage in between. */
export function smoothstep(from: number, to: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
}

/** 0 up to `none`, 1 from `full` on, in proportion between; `none` may be the larger. */
export const ramp = (value: number, none: number, full: number): number =>
  Math.min(1, Math.max(0, (value - none) / (full - none)));

/** `value` up to `from`; beyond, ever slower towards `most`, which it never reaches. */
export function softLimit(value: number, from: number, most: number): number {
  if (value <= from) return value;
  const room = Math.max(1e-6, most - from);
  return from + room * (1 - Math.exp((from - value) / room));
}
