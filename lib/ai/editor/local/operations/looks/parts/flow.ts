import { setImmediate as nextTurn } from "node:timers/promises";
import { boxBlur, type Values } from "./planes";

/** Direction of the structures at each pixel of a working copy, as a brush or pen would follow them: unit vectors. */
export type Flow = { across: Values; down: Values; width: number; height: number };

/** Finds the flow by the structure tensor of the light, averaged over `radius` pixels. */
export async function flowOf(light: Values, width: number, height: number, radius: number): Promise<Flow> {
  const [xx, xy, yy] = [new Float32Array(light.length), new Float32Array(light.length), new Float32Array(light.length)];
  for (let y = 0; y < height; y++) {
    const above = Math.max(0, y - 1) * width;
    const below = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const dx = (light[x + 1 < width ? at + 1 : at] ?? 0) - (light[x > 0 ? at - 1 : at] ?? 0);
      const dy = (light[below + x] ?? 0) - (light[above + x] ?? 0);
      xx[at] = dx * dx;
      xy[at] = dx * dy;
      yy[at] = dy * dy;
    }
  }
  await nextTurn();
  const across = boxBlur(xx, width, height, radius);
  const mixed = boxBlur(xy, width, height, radius);
  await nextTurn();
  const down = boxBlur(yy, width, height, radius);
  for (let at = 0; at < across.length; at++) {
    // Across the gradient; where there is none, to the right and slightly up.
    const difference = (across[at] ?? 0) - (down[at] ?? 0) - 1;
    const angle = 0.5 * Math.atan2(2 * (mixed[at] ?? 0) + 0.4, difference) + Math.PI / 2;
    across[at] = Math.cos(angle);
    down[at] = Math.sin(angle);
  }
  return { across, down, width, height };
}

/** Each value as the mean of those up to `reach` steps of `stride` pixels along the flow, both ways. */
export function alongFlow(planes: readonly Values[], flow: Flow, reach: number, stride = 1): Values[] {
  const { width, height, across, down } = flow;
  const out = planes.map(() => new Float32Array(width * height));
  const path = new Int32Array(2 * reach + 1);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      let count = 1;
      path[0] = at;
      for (let way = -1; way <= 1; way += 2) {
        // Half a pixel on, so that cutting off rounds.
        let px = x + 0.5;
        let py = y + 0.5;
        let dx = (across[at] ?? 0) * way;
        let dy = (down[at] ?? 0) * way;
        for (let step = 0; step < reach; step++) {
          px += dx * stride;
          py += dy * stride;
          if (px < 0 || py < 0 || px >= width || py >= height) break;
          const here = (py | 0) * width + (px | 0);
          path[count++] = here;
          const nextX = across[here] ?? 0;
          const nextY = down[here] ?? 0;
          const turn = nextX * dx + nextY * dy < 0 ? -1 : 1;
          dx = nextX * turn;
          dy = nextY * turn;
        }
      }
      for (let plane = 0; plane < planes.length; plane++) {
        const values = planes[plane];
        const target = out[plane];
        if (values === undefined || target === undefined) continue;
        let sum = 0;
        for (let step = 0; step < count; step++) sum += values[path[step] ?? 0] ?? 0;
        target[at] = sum / count;
      }
    }
  }
  return out;
}
