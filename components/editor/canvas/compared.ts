import type { PictureSize } from "../editor-state";
import type { Shown } from "../versions";
import type { CanvasLens } from "./lens";

/** A picture that is compared, and its pixels. */
export type ComparedPicture = { shown: Shown; size: PictureSize };

/** Two of them, the first under the second or before it. */
export type ComparedTwo = {
  before: ComparedPicture;
  after: ComparedPicture;
  lens: CanvasLens;
  onLoad: (shown: Shown, image: HTMLImageElement) => void;
};

/** How much taller than wide a picture is from which on its split lies across. */
const TALL = 1.2;

export const isTall = ({ width, height }: PictureSize): boolean => height > width * TALL;
