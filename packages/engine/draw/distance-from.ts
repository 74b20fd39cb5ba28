/** Farther than anything in a picture, squared. */
const FAR = 1e12;

/**
 * How far each pixel lies from a shape, in pixels, 0 inside of it, by two passes of lower envelopes of
 * parabolas (Felzenszwalb and Huttenlocher, Distance Transforms of Sampled Functions, 2012). `coverage`
 * says how much of each pixel is the shape, 0..255, which gives the edge its place within a pixel.
 */
export function distanceFrom(coverage: Uint8Array, width: number, height: number): Float32Array {
  const squares = new Float32Array(width * height);
  for (const [at, level] of coverage.entries()) {
    const outside = Math.max(0, 0.5 - level / 255);
    squares[at] = level === 0 ? FAR : outside * outside;
  }
  const longest = Math.max(width, height);
  const scratch: Scratch = {
    values: new Float64Array(longest),
    lowest: new Uint32Array(longest),
    starts: new Float64Array(longest + 1),
  };
  for (let x = 0; x < width; x++) pass(squares, x, width, height, scratch);
  for (let y = 0; y < height; y++) pass(squares, y * width, 1, width, scratch);
  for (const [at, square] of squares.entries()) squares[at] = Math.sqrt(square);
  return squares;
}

type Scratch = { values: Float64Array; lowest: Uint32Array; starts: Float64Array };

/** One row or column: each value becomes the least of all others plus their squared distance. */
function pass(
  squares: Float32Array,
  first: number,
  step: number,
  count: number,
  { values, lowest, starts }: Scratch,
): void {
  for (let index = 0; index < count; index++) values[index] = squares[first + index * step] ?? FAR;
  const at = (index: number): number => values[index] ?? FAR;
  let parts = 0;
  lowest[0] = 0;
  starts[0] = -Infinity;
  for (let index = 1; index < count; index++) {
    const meeting = (): number => {
      const under = lowest[parts] ?? 0;
      return (at(index) + index * index - at(under) - under * under) / (2 * (index - under));
    };
    let meet = meeting();
    while (meet <= (starts[parts] ?? -Infinity)) {
      parts -= 1;
      meet = meeting();
    }
    parts += 1;
    lowest[parts] = index;
    starts[parts] = meet;
  }
  let part = 0;
  for (let index = 0; index < count; index++) {
    while (part < parts && (starts[part + 1] ?? Infinity) <= index) part += 1;
    const under = lowest[part] ?? 0;
    squares[first + index * step] = at(under) + (index - under) ** 2;
  }
}
