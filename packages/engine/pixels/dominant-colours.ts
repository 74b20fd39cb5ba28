/** How many colours are told at most. */
const MOST = 3;

/** A colour is told from this share of the picture on. */
const LEAST_SHARE = 0.08;

/** Below these a colour is seen as a grey: distance between the highest and the lowest channel, and that as a share of the highest. */
const GREY_CHROMA = 24;
const GREY_SATURATION = 0.14;

/** Levels of the highest channel up to which a colour is seen as black, and as dark; and from which on a grey is white. */
const BLACK = 40;
const DARK = 110;
const WHITE = 225;

/** Names of hues by the degrees at which each ends. */
const HUES: ReadonlyArray<readonly [end: number, name: string]> = [
  [15, "red"],
  [42, "orange"],
  [70, "yellow"],
  [165, "green"],
  [200, "cyan"],
  [255, "blue"],
  [290, "purple"],
  [345, "pink"],
  [360, "red"],
];

/** The most frequent colours of 8-bit RGBA pixels in plain words, such as "dark blue"; see-through pixels count less. */
export function dominantColours(pixels: Uint8Array): string[] {
  const weights = new Map<string, number>();
  let total = 0;
  for (let at = 0; at + 3 < pixels.length; at += 4) {
    const alpha = pixels[at + 3] ?? 0;
    const name = nameOf(pixels[at] ?? 0, pixels[at + 1] ?? 0, pixels[at + 2] ?? 0);
    weights.set(name, (weights.get(name) ?? 0) + alpha);
    total += alpha;
  }
  return [...weights]
    .filter(([, weight]) => weight > total * LEAST_SHARE)
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MOST)
    .map(([name]) => name);
}

function nameOf(red: number, green: number, blue: number): string {
  const highest = Math.max(red, green, blue);
  const chroma = highest - Math.min(red, green, blue);
  if (highest <= BLACK) return "black";
  if (chroma < GREY_CHROMA || chroma < highest * GREY_SATURATION) {
    if (highest >= WHITE) return "white";
    return highest <= DARK ? "dark grey" : "grey";
  }
  const hue = HUES.find(([end]) => hueOf(red, green, blue, highest, chroma) <= end)?.[1] ?? "red";
  if (highest > DARK) return hue;
  return hue === "orange" ? "brown" : `dark ${hue}`;
}

/** Degrees on the colour circle of HSV: red 0, green 120, blue 240. */
function hueOf(red: number, green: number, blue: number, highest: number, chroma: number): number {
  if (highest === red) return (((green - blue) / chroma) * 60 + 360) % 360;
  return highest === green ? 120 + ((blue - red) / chroma) * 60 : 240 + ((red - green) / chroma) * 60;
}
