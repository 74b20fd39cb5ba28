import { type Cv, withMats } from "./opencv";
import type { Layer } from "./plane";

/** Added to the radius, so that the area of small discs is about right, in pixels. */
const ROUNDED = 0.3;

/** A blur by a disc of this radius in pixels, as an open lens makes it; the edge is repeated. For layers of four channels. */
export function lensBlur(cv: Cv, layer: Layer, radius: number): Layer {
  const reach = Math.floor(radius + ROUNDED);
  if (reach < 1) return layer;
  const side = 2 * reach + 1;
  const disc = Float32Array.from({ length: side * side }, (_, index) =>
    Math.hypot((index % side) - reach, Math.floor(index / side) - reach) <= radius + ROUNDED ? 1 : 0,
  );
  const area = disc.reduce((sum, value) => sum + value, 0);
  return withMats((mat) => {
    const from = mat(new cv.Mat(layer.height, layer.width, cv.CV_32FC4));
    from.data32F.set(layer.values);
    const kernel = mat(new cv.Mat(side, side, cv.CV_32FC1));
    kernel.data32F.set(disc.map((value) => value / area));
    const to = mat(new cv.Mat());
    cv.filter2D(from, to, -1, kernel, new cv.Point(-1, -1), 0, cv.BORDER_REPLICATE as number);
    return { ...layer, values: to.data32F.slice() };
  });
}
