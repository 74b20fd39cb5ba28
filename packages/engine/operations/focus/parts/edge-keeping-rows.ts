import { inRows } from "../../../pixels/in-slices";

type Plane = { values: Uint8Array; width: number; height: number };

/**
 * Smooths a plane of levels but keeps its edges (guided filter of He, Sun and Tang, 2010, guided by the plane
 * itself), and hands out the result row by row, in order. What varies less than `flat` levels inside of
 * `radius` pixels is smoothed, what varies more stays.
 */
export async function edgeKeepingRows(
  { values, width, height }: Plane,
  { radius, flat }: { radius: number; flat: number },
  signal: AbortSignal,
  take: (y: number, row: Float32Array) => void,
): Promise<void> {
  const span = 2 * radius + 1;
  const share = 1 / (span * span);
  const eps = flat * flat;
  const sums = new Int32Array(width);
  const squares = new Int32Array(width);
  const slopes = Array.from({ length: span }, () => new Float32Array(width));
  const offsets = Array.from({ length: span }, () => new Float32Array(width));
  const slopeSums = new Float64Array(width);
  const offsetSums = new Float64Array(width);
  const row = new Float32Array(width);
  const lineAt = (y: number): number => Math.min(height - 1, Math.max(0, y)) * width;

  const addLine = (from: number, sign: 1 | -1): void => {
    for (let x = 0; x < width; x++) {
      const level = values[from + x] ?? 0;
      sums[x] = (sums[x] ?? 0) + sign * level;
      squares[x] = (squares[x] ?? 0) + sign * level * level;
    }
  };
  /** Slope and offset of the line that best tells the levels around each place of the current rows. */
  const fit = (slope: Float32Array, offset: Float32Array): void => {
    let sum = 0;
    let square = 0;
    const last = width - 1;
    for (let x = -radius; x <= radius; x++) {
      const at = Math.min(last, Math.max(0, x));
      sum += sums[at] ?? 0;
      square += squares[at] ?? 0;
    }
    for (let x = 0; x < width; x++) {
      const mean = sum * share;
      const variance = square * share - mean * mean;
      const steep = variance <= 0 ? 0 : variance / (variance + eps);
      slope[x] = steep;
      offset[x] = mean * (1 - steep);
      const enters = x + radius < last ? x + radius + 1 : last;
      const leaves = x > radius ? x - radius : 0;
      sum += (sums[enters] ?? 0) - (sums[leaves] ?? 0);
      square += (squares[enters] ?? 0) - (squares[leaves] ?? 0);
    }
  };
  const hand = (y: number): void => {
    const last = width - 1;
    let slope = 0;
    let offset = 0;
    for (let x = -radius; x <= radius; x++) {
      const at = Math.min(last, Math.max(0, x));
      slope += slopeSums[at] ?? 0;
      offset += offsetSums[at] ?? 0;
    }
    const from = y * width;
    for (let x = 0; x < width; x++) {
      row[x] = slope * share * (values[from + x] ?? 0) + offset * share;
      const enters = x + radius < last ? x + radius + 1 : last;
      const leaves = x > radius ? x - radius : 0;
      slope += (slopeSums[enters] ?? 0) - (slopeSums[leaves] ?? 0);
      offset += (offsetSums[enters] ?? 0) - (offsetSums[leaves] ?? 0);
    }
    take(y, row);
  };
  const addFit = (index: number, sign: 1 | -1): void => {
    const slope = slopes[index % span] ?? row;
    const offset = offsets[index % span] ?? row;
    for (let x = 0; x < width; x++) {
      slopeSums[x] = (slopeSums[x] ?? 0) + sign * (slope[x] ?? 0);
      offsetSums[x] = (offsetSums[x] ?? 0) + sign * (offset[x] ?? 0);
    }
  };

  for (let y = -2 * radius; y <= 0; y++) addLine(lineAt(y), 1);
  // Fits are made for rows −radius … height + radius − 1, the rows beyond the picture being its first and last.
  await inRows(width * 3, height + 2 * radius, signal, (index) => {
    const y = index - radius;
    if (index > 0) {
      addLine(lineAt(y + radius), 1);
      addLine(lineAt(y - radius - 1), -1);
    }
    if (index >= span) addFit(index, -1);
    fit(slopes[index % span] ?? row, offsets[index % span] ?? row);
    addFit(index, 1);
    if (index >= 2 * radius) hand(index - 2 * radius);
  });
}
