/** 0 up to `none`, 1 from `full` on, in proportion between; `none` may be the larger. */
export const ramp = (value: number, none: number, full: number): number =>
  Math.min(1, Math.max(0, (value - none) / (full - none)));
