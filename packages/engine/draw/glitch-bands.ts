import { seeded } from "../pixels/noise";

/** How far a row has slipped, and how much further its colours lie apart; both as shares of the width. */
type Band = { slip: number; split: number };

/** Strips over the height of a picture at the usual amount. */
const STRIPS = 15;

/** The farthest that a strip slips, as a share of the width. */
const FARTHEST = 0.075;

/** For each row of a picture what has become of it: most stay, thick and thin strips slip aside. */
export function glitchBands(height: number, amount: number): Band[] {
  const rows: Band[] = Array.from({ length: height }, () => ({ slip: 0, split: 0 }));
  const next = seeded(97);
  for (let strip = 0; strip < Math.round(STRIPS * Math.sqrt(amount)); strip++) {
    const [place, size, way, colour] = [next(), next(), next(), next()];
    const thick = Math.max(1, Math.round(height * (0.004 + 0.075 * size ** 3)));
    const top = Math.floor(place * height);
    const slip = (way - 0.5) * 2 * FARTHEST * Math.min(2, amount) * (1 - 0.6 * size);
    const split = colour < 0.5 ? 0.012 * amount * (0.4 + colour) : 0;
    for (let y = top; y < Math.min(height, top + thick); y++) rows[y] = { slip, split };
  }
  return rows;
}
