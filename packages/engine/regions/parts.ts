/** A connected part of what is 1 in a small plane: the indices of its pixels. */
export type Part = readonly number[];

/** The connected parts (side by side, not corner to corner) of what is `value` in a plane, the largest first. */
export function partsOf(values: Uint8Array, width: number, value = 1): Part[] {
  const seen = new Uint8Array(values.length);
  const parts: number[][] = [];
  for (let start = 0; start < values.length; start++) {
    if (values[start] !== value || seen[start] === 1) continue;
    const part = [start];
    seen[start] = 1;
    for (let at = 0; at < part.length; at++) {
      const index = part[at] ?? start;
      const x = index % width;
      const sides = [x > 0 ? index - 1 : -1, x < width - 1 ? index + 1 : -1, index - width, index + width];
      for (const next of sides) {
        if (next < 0 || next >= values.length || seen[next] === 1 || values[next] !== value) continue;
        seen[next] = 1;
        part.push(next);
      }
    }
    parts.push(part);
  }
  return parts.sort((one, other) => other.length - one.length);
}
