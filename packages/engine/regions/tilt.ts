import sharp from "sharp";
import type { Raster } from "../pixels/raster";

/** Longer side of the copy that is looked at, in pixels. */
const LOOKED_AT = 560;

/** Tilts that are considered, in degrees to each side, and the steps between them. */
const MOST = 15;
const STEP = 0.25;

/** An edge counts for a tilt when its own direction is so close to it, in degrees. */
const CLOSE = 7;

/** Weakest edge, in levels per pixel of the Sobel operator (which multiplies by 8). */
const WEAKEST = 60;
/** Stronger edges count no more than this: one bright lamp is no horizon. */
const STRONGEST = 400;

/** A line must reach over this share of the picture's width or height. */
const LONG = 0.3;

/** How much more the best tilt must explain than a usual one. */
const CLEAR = 1.6;

/** Strong tilts are rarer: standard deviation of the belief, in degrees. */
const USUAL_TILT = 9;

/** How far the clearest tilt may lie from the likeliest, in degrees. */
const NEAR = 1.5;

/** Pictures with a shorter side below this have no lines to measure, in pixels. */
const SMALLEST = 120;

/** Lines that stand count less: buildings lean in perspective, horizons do not. */
const UPRIGHT_WEIGHT = 0.5;

export type Tilt = { degrees: number; confidence: number };

type Edge = { x: number; y: number; strength: number; upright: boolean; lean: number };

/**
 * How far the level and upright lines of a picture are turned clockwise, in degrees, by a Hough transform
 * of its edges; confidence 0..1, below 0.5 for none that is long and clear. `null` for a picture too small.
 */
export async function findTilt(raster: Raster): Promise<Tilt | null> {
  const { data, width, height, channels } = raster;
  const small = await sharp(data, { raw: { width, height, channels } })
    .flatten({ background: "#808080" })
    .resize(LOOKED_AT, LOOKED_AT, { fit: "inside", withoutEnlargement: true })
    .greyscale()
    .blur({ sigma: 1, precision: "float" })
    .extractChannel(0)
    .raw()
    .toBuffer({ resolveWithObject: true });
  const [across, down] = [small.info.width, small.info.height];
  if (Math.min(across, down) < SMALLEST) return null;
  const edges = edgesOf(small.data, across, down);
  const scores: Score[] = [];
  for (let degrees = -MOST; degrees <= MOST; degrees += STEP)
    scores.push({ degrees, ...scoreOf(edges, degrees, across, down) });
  return best(scores);
}

function edgesOf(light: Buffer, width: number, height: number): Edge[] {
  const edges: Edge[] = [];
  const at = (x: number, y: number): number => light[y * width + x] ?? 0;
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      const [above, below] = [y - 1, y + 1];
      const dx =
        at(x + 1, above) + 2 * at(x + 1, y) + at(x + 1, below) - at(x - 1, above) - 2 * at(x - 1, y) - at(x - 1, below);
      const dy =
        at(x - 1, below) + 2 * at(x, below) + at(x + 1, below) - at(x - 1, above) - 2 * at(x, above) - at(x + 1, above);
      const strength = Math.min(STRONGEST, Math.hypot(dx, dy));
      if (strength < WEAKEST) continue;
      const upright = Math.abs(dx) > Math.abs(dy);
      // The edge's own tilt: perpendicular to its gradient.
      const lean = (Math.atan(upright ? dy / dx : -dx / dy) * 180) / Math.PI;
      if (Math.abs(lean) <= MOST + CLOSE) edges.push({ x, y, strength, upright, lean });
    }
  }
  return edges;
}

type Score = { degrees: number; score: number; believed: number; longest: number };

/** Squared lengths of the lines that run at this tilt: long ones count far more than many short ones. */
function scoreOf(edges: readonly Edge[], degrees: number, width: number, height: number) {
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const offset = Math.ceil(Math.hypot(width, height));
  const level = new Float32Array(2 * offset + 2);
  const upright = new Float32Array(2 * offset + 2);
  for (const edge of edges) {
    const away = Math.abs(edge.lean - degrees);
    if (away > CLOSE) continue;
    const weight = (edge.strength / STRONGEST) * (1 - away / CLOSE);
    const place = offset + (edge.upright ? edge.x * cos + edge.y * sin : edge.y * cos - edge.x * sin);
    const bins = edge.upright ? upright : level;
    const bin = Math.floor(place);
    bins[bin] = (bins[bin] ?? 0) + weight * (1 - (place - bin));
    bins[bin + 1] = (bins[bin + 1] ?? 0) + weight * (place - bin);
  }
  let score = 0;
  let longest = 0;
  for (let bin = 0; bin < level.length; bin++) {
    const flat = (level[bin] ?? 0) / width;
    const standing = (upright[bin] ?? 0) / height;
    score += flat ** 2 + UPRIGHT_WEIGHT * standing ** 2;
    longest = Math.max(longest, flat, standing);
  }
  return { score, believed: score * Math.exp(-((degrees / USUAL_TILT) ** 2) / 2), longest };
}

function best(scores: readonly Score[]): Tilt {
  const likely = scores.reduce((most, one) => (one.believed > most.believed ? one : most));
  // The belief chooses among tilts, but must not draw the one chosen towards zero.
  const near = scores.filter(({ degrees }) => Math.abs(degrees - likely.degrees) <= NEAR);
  const top = near.reduce((most, one) => (one.score > most.score ? one : most));
  const sorted = scores.map(({ believed }) => believed).toSorted((a, b) => a - b);
  const usual = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const index = scores.indexOf(top);
  const [before, after] = [scores[index - 1]?.score ?? top.score, scores[index + 1]?.score ?? top.score];
  // The top of the parabola through the best step and its neighbours.
  const bend = before - 2 * top.score + after;
  const degrees = top.degrees + (bend === 0 ? 0 : ((before - after) / (2 * bend)) * STEP);
  const clarity = usual === 0 ? (likely.believed > 0 ? 2 : 0) : likely.believed / usual / CLEAR;
  // Weights rarely come near to 1 for each pixel of a line, so a third of the length is enough.
  const length = top.longest / (LONG / 3);
  return { degrees, confidence: Math.min(1, Math.min(clarity, length) / 2) };
}
