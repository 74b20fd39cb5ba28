import type { Picture } from "./port";

export type SizedPicture = Picture & { width: number; height: number };

/** What hosted editors need done to pictures, handed to them because decoders are not theirs to call. */
export type PictureTools = {
  /** The picture as it is where it keeps the limits, else again as a smaller one that does; same ratio. */
  shrink(picture: SizedPicture, limits: { pixels: number; bytes: number }): Promise<SizedPicture>;
  /**
   * `edited` stretched to the size of `source`, where the mask is white; `source` to the pixel where it
   * is black; between them in between.
   */
  keepOutside(mask: Picture, source: Picture, edited: Picture): Promise<Picture>;
};
