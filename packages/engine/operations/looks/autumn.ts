import { photographic } from "../../pixels/film";
import { type Grade, type Rgb, between, gradeOf, hueOf, isBetween, lightOf } from "../../pixels/grade";
import { smoothstep } from "../../pixels/smoothstep";
import { defineLook } from "../define-look";

/** Hues of leaves, in degrees: from yellow-green to blue-green, and how softly they end. */
const LEAVES = { from: 58, to: 158, soft: 18 } as const;

/** What yellow-green leaves become, and what deep green ones do, at the same light. */
const YELLOW: Rgb = [0.93, 0.6, 0.1];
const RUST: Rgb = [0.8, 0.3, 0.08];

const WARM = gradeOf({
  blue: [
    [0, 0],
    [0.5, 0.46],
    [1, 0.94],
  ],
  midtones: [0.025, 0.004, -0.015],
});

const GRADE: Grade = (colour) => {
  const { hue, chroma } = hueOf(colour);
  const leaf = isBetween(hue, LEAVES.from, LEAVES.to, LEAVES.soft) * smoothstep(0.03, 0.16, chroma);
  if (leaf === 0) return WARM(colour);
  const turned = between(YELLOW, RUST, smoothstep(70, 125, hue));
  const light = lightOf(colour) * 1.08;
  const gain = light / lightOf(turned);
  // As much colour as the leaf had, and what is too light for an orange goes towards yellow-white.
  const strong: Rgb = [turned[0] * gain, turned[1] * gain, turned[2] * gain];
  const depth = Math.min(1, 0.25 + chroma * 2.2);
  return WARM(between(colour, between([light, light, light], strong, depth), leaf));
};

/** Greens to the yellow, orange and rust of autumn leaves; other colours only a little warmer. */
export const autumn = defineLook({
  name: "autumn",
  title: "autumn colours",
  examples: ["make it look like autumn", "autumn colors", "turn the leaves to fall colours"],
  names: ["autumn/autumnal/fall season?"],
  things: ["autumn/fall leaves/foliage", "october"],
  say: [
    "{make} leaves/trees/foliage/greens/green/grass autumn/autumnal/fall colours/coloured/like?",
    "{make} leaves/trees/foliage/greens/green yellow/orange/red? and orange/yellow/red/brown like? autumn",
    "{make} summer autumn/fall",
    "{make} season autumn/fall",
  ],
  changes: ["colour"],
  look: "autumn",
  means: "greens turned to yellow, orange and rust",
  apply: photographic({ grade: GRADE }),
});
