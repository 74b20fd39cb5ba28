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
