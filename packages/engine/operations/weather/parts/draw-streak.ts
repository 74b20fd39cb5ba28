import type { Layer } from "../../focus/parts/layer";

/** Widths below this standard deviation in pixels are drawn so wide, and weaker. */
const THINNEST = 0.45;

type Streak = {
  /** Its middle, in pixels. */
  x: number;
  y: number;
  /** In pixels; `width` as the standard deviation across. */
  length: number;
  width: number;
  /** Pixels to the right for each pixel down; it is steep. */
  slope: number;
  strength: number;
};

/** Draws a streak that fades towards both of its ends into a layer of one channel, over what is there. */
export function drawStreak({ values, width, height }: Layer, streak: Streak): void {
  const spread = Math.max(THINNEST, streak.width);
  const strength = streak.strength * Math.min(1, streak.width / THINNEST);
  const top = streak.y - streak.length / 2;
  const reach = Math.ceil(spread * 2.5);
  const last = Math.min(height - 1, Math.ceil(top + streak.length));
  for (let y = Math.max(0, Math.floor(top)); y <= last; y++) {
    const along = (y + 0.5 - top) / streak.length;
    if (along <= 0 || along >= 1) continue;
    // Its lower end is the brighter one: that is where the drop is when the picture is taken.
    const fade = strength * Math.sin(Math.PI * along ** 1.3);
    const middle = streak.x + (y - streak.y) * streak.slope;
    const right = Math.min(width - 1, Math.floor(middle) + reach);
    for (let x = Math.max(0, Math.floor(middle) - reach); x <= right; x++) {
      const away = (x + 0.5 - middle) / spread;
      const at = y * width + x;
      const was = values[at] ?? 0;
      values[at] = was + (1 - was) * fade * Math.exp(-0.5 * away * away);
    }
  }
}
