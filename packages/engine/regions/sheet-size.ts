import type { Corners } from "./sheet-score";

/** Beyond these shares of the longer to the shorter side the calculation is not believed; the sides as seen are. */
const MOST_STRETCHED = 1.6;

/** Sides that are parallel to this share tell nothing of the lens; then it is taken for a usual one, in longer sides. */
const PARALLEL = 0.02;
const USUAL_FOCAL = 1.1;

/**
 * The size in pixels of a sheet laid flat. Its proportions are those of the true rectangle, as far as the perspective
 * tells of them for a camera that looks through the middle of the picture (Zhang and He, Whiteboard scanning and image
 * enhancement, 2007), else those of its sides as seen. It has no more pixels than the picture.
 */
export function sheetSize(
  corners: Corners,
  picture: { width: number; height: number },
): { width: number; height: number } {
  const [a, b, c, d] = corners;
  const length = (one: { x: number; y: number }, other: { x: number; y: number }): number =>
    Math.hypot(one.x - other.x, one.y - other.y);
  const across = Math.max(length(a, b), length(d, c));
  const down = Math.max(length(a, d), length(b, c));
  const seen = (length(a, b) + length(d, c)) / (length(a, d) + length(b, c));
  const told = trueProportions(corners, picture);
  const isBelieved = told !== null && told / seen < MOST_STRETCHED && seen / told < MOST_STRETCHED;
  const proportions = isBelieved ? told : seen;
  // As many pixels as the longer of the sides had, so that nothing fine is lost.
  const size =
    proportions > across / down
      ? { width: down * proportions, height: down }
      : { width: across, height: across / proportions };
  const shrink = Math.min(1, Math.sqrt((picture.width * picture.height) / (size.width * size.height)));
  return { width: Math.max(1, Math.round(size.width * shrink)), height: Math.max(1, Math.round(size.height * shrink)) };
}

/** Width by height of the rectangle that is seen so; `null` where no perspective tells of it. */
function trueProportions(corners: Corners, picture: { width: number; height: number }): number | null {
  // The four corners as rays from the camera: row by row, upper left, upper right, lower left, lower right.
  const ray = ({ x, y }: { x: number; y: number }): Triple => [x - picture.width / 2, y - picture.height / 2, 1];
  const [m1, m2, m4, m3] = [ray(corners[0]), ray(corners[1]), ray(corners[2]), ray(corners[3])];
  const k2 = dot(cross(m1, m4), m3) / dot(cross(m2, m4), m3);
  const k3 = dot(cross(m1, m4), m2) / dot(cross(m3, m4), m2);
  if (!Number.isFinite(k2) || !Number.isFinite(k3)) return null;
  const n2 = [k2 * m2[0] - m1[0], k2 * m2[1] - m1[1], k2 - 1] as const;
  const n3 = [k3 * m3[0] - m1[0], k3 * m3[1] - m1[1], k3 - 1] as const;
  const isTold = Math.abs(n2[2]) >= PARALLEL && Math.abs(n3[2]) >= PARALLEL;
  const usual = (USUAL_FOCAL * Math.max(picture.width, picture.height)) ** 2;
  const focalSquared = isTold ? -(n2[0] * n3[0] + n2[1] * n3[1]) / (n2[2] * n3[2]) : usual;
  // A lens between a fisheye and a telescope.
  const focal = focalSquared > usual / 16 && focalSquared < usual * 25 ? focalSquared : usual;
  const long = (n: Triple): number => (n[0] * n[0] + n[1] * n[1]) / focal + n[2] * n[2];
  const proportions = Math.sqrt(long(n2) / long(n3));
  return Number.isFinite(proportions) && proportions > 0 ? proportions : null;
}

type Triple = readonly [number, number, number];
const cross = (a: Triple, b: Triple): Triple => [
  a[1] * b[2] - a[2] * b[1],
  a[2] * b[0] - a[0] * b[2],
  a[0] * b[1] - a[1] * b[0],
];
const dot = (a: Triple, b: Triple): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
