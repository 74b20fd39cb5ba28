/** Light 0..1 of an sRGB level 0..1 (IEC 61966-2-1). */
export const toLight = (level: number): number => (level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4);

/** The sRGB level 0..1 of light 0..1; negative light stays negative. */
export const toSrgb = (light: number): number =>
  light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
