/** Light 0..1 of an sRGB level 0..1 (IEC 61966-2-1). */
export const toLight = (level: number): number => (level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4);

/** The sRGB level 0..1 of light 0..1; negative light stays negative. */
export const toSrgb = (light: number): number =>
  light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;

/** Three numbers of one colour: sRGB levels 0..1, or lightness 0..1 and the two colour axes of Oklab. */
export type Triple = readonly [number, number, number];

/** How far outside of 0..1 a channel may be and still count as inside. */
const SLACK = 1e-4;

/** Halvings when a colour is made paler until a screen can show it: to 1/1000 of its strength. */
const HALVINGS = 10;

/** sRGB levels to Oklab, in which equal steps look equal: https://bottosson.github.io/posts/oklab/ */
export function toOklab(red: number, green: number, blue: number): Triple {
  return lightToOklab(toLight(red), toLight(green), toLight(blue));
}

/** Linear light 0..1 to Oklab. */
function lightToOklab(red: number, green: number, blue: number): Triple {
  const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
  const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
  const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}

/** Oklab to sRGB levels 0..1; what no screen can show becomes paler, with its hue and lightness kept. */
export function fromOklab(lightness: number, a: number, b: number): Triple {
  const light = Math.min(1, Math.max(0, lightness));
  const whole = lightOf(light, a, b);
  if (areShown(whole)) return levels(whole);
  let [least, most] = [0, 1];
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (least + most) / 2;
    if (areShown(lightOf(light, a * middle, b * middle))) least = middle;
    else most = middle;
  }
  return levels(lightOf(light, a * least, b * least));
}

const isShown = (light: number): boolean => light >= -SLACK && light <= 1 + SLACK;

const areShown = ([red, green, blue]: Triple): boolean => isShown(red) && isShown(green) && isShown(blue);

const levels = ([red, green, blue]: Triple): Triple => [level(red), level(green), level(blue)];

const level = (light: number): number => toSrgb(Math.min(1, Math.max(0, light)));

function lightOf(lightness: number, a: number, b: number): Triple {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** Linear light of an sRGB level, by level. */
const LINEAR = Float32Array.from({ length: 256 }, (_, level) => toLight(level / 255));

/** Lightness 0..1, and how far an 8-bit sRGB colour is from grey towards red (a) and yellow (b), about −0.35..0.35, in Oklab. */
export const oklabOf = (red: number, green: number, blue: number): Triple =>
  lightToOklab(LINEAR[red] ?? 0, LINEAR[green] ?? 0, LINEAR[blue] ?? 0);
