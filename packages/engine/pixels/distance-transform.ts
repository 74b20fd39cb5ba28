/** Farther than anything in a picture, squared. */
const FAR = 1e12;

/**
 * How far each pixel lies from a shape, in pixels, 0 inside of it, by two passes of lower envelopes of
 * parabolas (Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, 2012). `coverage`
 * says how much of each pixel is the shape, 0..255, which gives the edge its place within a pixel.
 */
export function distanceTransform(coverage: Uint8Array, width: number, height: number): Float32Array {
  const squares = new Float32Array(width * height);
  for (let at = 0; at < squares.length; at++) {
    const level = coverage[at] ?? 0;
    const outside = Math.max(0, 0.5 - level / 255);
    squares[at] = level === 0 ? FAR : outside * outside;
  }
  const longest = Math.max(width, height);
  const scratch: Scratch = {
    values: new Float64Array(longest),
    lowest: new Int32Array(longest),
    starts: new Float64Array(longest + 1),
  };
  for (let x = 0; x < width; x++) pass(squares, x, width, height, scratch);
  for (let y = 0; y < height; y++) pass(squares, y * width, 1, width, scratch);
  for (let at = 0; at < squares.length; at++) squares[at] = Math.sqrt(squares[at] ?? 0);
  return squares;
}

type Scratch = { values: Float64Array; lowest: Int32Array; starts: Float64Array };

/** One row or column: each value becomes the least of all others plus their squared distance. */
function pass(squares: Float32Array, first: number, step: number, count: number, scratch: Scratch): void {
  const { values, lowest, starts } = scratch;
  let last = -1;
  for (let index = 0, at = first; index < count; index++, at += step) {
    const value = squares[at] ?? FAR;
    values[index] = value;
    // What is far from everything is below nothing.
    if (value >= FAR) continue;
    const raised = value + index * index;
    let meet = -Infinity;
    for (; last >= 0; last--) {
      const under = lowest[last] ?? 0;
      meet = (raised - (values[under] ?? 0) - under * under) / (2 * (index - under));
      if (meet > (starts[last] ?? -Infinity)) break;
    }
    last++;
    lowest[last] = index;
    starts[last] = last === 0 ? -Infinity : meet;
  }
  if (last < 0) return;
  let part = 0;
  for (let index = 0, at = first; index < count; index++, at += step) {
    while (part < last && (starts[part + 1] ?? Infinity) <= index) part++;
    const under = lowest[part] ?? 0;
    squares[at] = (values[under] ?? 0) + (index - under) * (index - under);
  }
}
