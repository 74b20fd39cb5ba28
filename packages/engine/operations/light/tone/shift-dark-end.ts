/** Up to where the dark end of the tones reaches, 0..1. */
const END = 0.6;

/** Raises (`by` up to 3) or lowers (down to −1) the dark tones of a level 0..1; black and all above the end stay, order is kept. */
export const shiftDarkEnd = (level: number, by: number): number =>
  level >= END ? level : level + by * level * (1 - level / END) ** 2;
