/** A connected part of a small plane: the indices of its pixels. */
export type Component = readonly number[];

/** The connected parts (side by side, not corner to corner) of what is `value` in a plane, the largest first. */
export function connectedComponents(values: Uint8Array, width: number, value = 1): Component[] {
  const seen = new Uint8Array(values.length);
  const components: number[][] = [];
  for (let start = 0; start < values.length; start++) {
    if (values[start] !== value || seen[start] === 1) continue;
    components.push(floodFill(start, seen, width, (next) => values[next] === value));
  }
  return components.sort((one, other) => other.length - one.length);
}

/**
 * All places that are reached from a seed side by side, through what `isOpen` lets pass from one place to the
 * next. Marks them with 1 in `filled`, and passes nothing that is marked already.
 */
export function floodFill(
  seed: number,
  filled: Uint8Array,
  width: number,
  isOpen: (next: number, from: number) => boolean,
): number[] {
  const region = [seed];
  filled[seed] = 1;
  const visit = (next: number, from: number): void => {
    if (filled[next] !== 0 || !isOpen(next, from)) return;
    filled[next] = 1;
    region.push(next);
  };
  for (let at = 0; at < region.length; at++) {
    const index = region[at] ?? seed;
    const x = index % width;
    if (x > 0) visit(index - 1, index);
    if (x < width - 1) visit(index + 1, index);
    if (index >= width) visit(index - width, index);
    if (index + width < filled.length) visit(index + width, index);
  }
  return region;
}
