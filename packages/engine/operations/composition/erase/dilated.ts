/** What is 1 and all within so many pixels of it, across and down. */
export function dilated(values: Uint8Array, width: number, reach: number): Uint8Array {
  return spread(spread(values, width, reach, 1), width, reach, width);
}

function spread(values: Uint8Array, width: number, reach: number, step: number): Uint8Array {
  const out = new Uint8Array(values.length);
  for (let index = 0; index < values.length; index++) {
    if (values[index] !== 1) continue;
    // Not around the ends of a row.
    const room =
      step === 1 ? { before: index % width, after: width - 1 - (index % width) } : { before: reach, after: reach };
    for (let by = -Math.min(reach, room.before); by <= Math.min(reach, room.after); by++) {
      const to = index + by * step;
      if (to >= 0 && to < out.length) out[to] = 1;
    }
  }
  return out;
}
