import { boxFilter } from "../pixels/box-filter";
import { type Cv, withMats } from "../pixels/opencv";
import { dilate } from "../pixels/morphology";
import { planeOf } from "../pixels/plane";
import type { Mask, Raster } from "../pixels/raster";
import { smallOpaqueCopy, throughSharp } from "../pixels/resize";
import type { StopSignal } from "../stop-signal";
import { isSpeck, marksOf } from "./judge-marks";
import { traceScratches } from "./trace-scratches";

/** Longer side of the copy on which marks are looked for, in pixels. */
const LOOKED_AT = 1400;

/** Marks are narrower than this, in pixels of the copy. */
const NARROWER = 9;

/** How far structure about a place is measured, in pixels of the copy. */
const AROUND = 24;

/** How much a mark must stand out in levels, and how many times what is about it does: for its strongest points, and all. */
const STRONG = { levels: 24, times: 4 } as const;
const WEAK = { levels: 11, times: 2.2 } as const;

/** How far the hole reaches beyond the points of a mark, in pixels of the copy: their soft edges. */
const BEYOND = 1;

/** What was found: where to fill, 255 and 0 as large as the picture, and how many scratches and specks that is. */
export type Marks = { mask: Mask; scratches: number; specks: number };

/**
 * Scratches and specks of dust of an old print, by what an opening and a closing take away (top hats): long, thin, straight
 * lines and small dots, nearly white or nearly black, that stand out from all that is about them. What is bent, soft or
 * one of many, such as hair, leaves, wires and writing, is none.
 */
export async function findMarks(raster: Raster, cv: Cv, signal: StopSignal): Promise<Marks> {
  const small = await smallOpaqueCopy(raster, LOOKED_AT);
  const { width, height } = small;
  const found = new Uint8Array(width * height);
  let [scratches, specks] = [0, 0];
  const { light, hats } = hatsOf(small, cv);
  for (const [index, hat] of hats.entries()) {
    signal.throwIfAborted();
    const around = boxFilter(
      planeOf(width, height, (at) => hat[at] ?? 0),
      AROUND,
    ).values;
    const level = Uint8Array.from(hat, (value, at) => {
      const usual = around[at] ?? 0;
      if (value > Math.max(STRONG.levels, STRONG.times * usual)) return 2;
      return value > Math.max(WEAK.levels, WEAK.times * usual) ? 1 : 0;
    });
    const seen = { hat, around, light, width, height };
    scratches += traceScratches(seen, index === 0, found, cv);
    const dots = marksOf({ level, ...seen }, cv).filter((mark) => isSpeck(mark, index === 0, Math.max(width, height)));
    const free = dots.filter(({ points }) => points.every((at) => found[at] === 0));
    specks += free.length;
    for (const { points } of free) for (const at of points) found[at] = 255;
  }
  const grown = dilate({ values: found, width, height }, BEYOND);
  return { mask: await enlarged(grown, raster), scratches, specks };
}

/** What is lighter, and what is darker, than all that is as wide as a mark; and the light itself. */
function hatsOf(
  { data, width, height }: Raster,
  cv: Cv,
): { light: Uint8Array; hats: readonly [Uint8Array, Uint8Array] } {
  return withMats((mat) => {
    const picture = mat(cv.matFromArray(height, width, cv.CV_8UC3, data));
    const grey = mat(new cv.Mat());
    cv.cvtColor(picture, grey, cv.COLOR_RGB2GRAY as number);
    const square = mat(cv.getStructuringElement(cv.MORPH_RECT as number, new cv.Size(NARROWER, NARROWER)));
    const hat = (operation: number): Uint8Array => {
      const out = mat(new cv.Mat());
      cv.morphologyEx(grey, out, operation, square);
      return out.data.slice();
    };
    return {
      light: grey.data.slice(),
      hats: [hat(cv.MORPH_TOPHAT as number), hat(cv.MORPH_BLACKHAT as number)] as const,
    };
  });
}

async function enlarged({ values, width, height }: Mask, to: Raster): Promise<Mask> {
  if (width === to.width && height === to.height) return { values, width, height };
  const rgb = Buffer.alloc(values.length * 3);
  for (const [at, value] of values.entries()) rgb.fill(value, at * 3, at * 3 + 3);
  const large = await throughSharp({ data: rgb, width, height, channels: 3 }, (image) =>
    image.resize(to.width, to.height, { fit: "fill", kernel: "linear" }),
  );
  return {
    values: Uint8Array.from({ length: to.width * to.height }, (_, at) => ((large.data[at * 3] ?? 0) > 60 ? 255 : 0)),
    width: to.width,
    height: to.height,
  };
}
