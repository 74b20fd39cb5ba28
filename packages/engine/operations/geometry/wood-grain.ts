/** A number 0..1 that depends on nothing but a place. */
function hash(x: number, y: number): number {
  let mixed = Math.imul(x, 374_761_393) ^ Math.imul(y, 668_265_263);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1_274_126_177);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 0xff_ff_ff_ff;
}

/** Smooth noise 0..1 between the hashes of whole places. */
function noise(x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [x - left, y - top];
  const [across, down] = [u * u * (3 - 2 * u), v * v * (3 - 2 * v)];
  const above = hash(left, top) * (1 - across) + hash(left + 1, top) * across;
  const below = hash(left, top + 1) * (1 - across) + hash(left + 1, top + 1) * across;
  return above * (1 - down) + below * down;
}

/** Times that the grain is longer than wide. */
const STRETCH = 28;

/** Years' rings across a moulding. */
const RINGS = 7;

/**
 * Light of wood, about -1..1, at a place along and across a moulding, both in widths of the moulding.
 * The same for the same place.
 */
export function woodGrain(along: number, across: number, side: number): number {
  const wander = noise(along * 0.35 + side * 57, across * 1.2) * 1.6;
  const rings = Math.sin((across * RINGS + wander * 3.2) * Math.PI);
  const fibres = noise((along * 60) / STRETCH + side * 91, across * 46) - 0.5;
  const pores = noise((along * 90) / STRETCH + side * 13, across * 90) - 0.5;
  return rings * 0.35 + fibres * 0.9 + pores * 0.55;
}
