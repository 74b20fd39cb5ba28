import type { Raster } from "../../pixels/raster";

/** What lies below what does not cover. */
const GREY = 128;

/** A copy of a small picture with alpha on plain grey, so that no colour hidden under transparency counts. */
export function onGrey(small: Raster): Raster {
  const data = Buffer.from(small.data);
  for (let at = 0; at < data.length; at += 4) {
    const cover = (data[at + 3] ?? 0) / 255;
    for (let byte = at; byte < at + 3; byte++) data[byte] = Math.round(GREY + ((data[byte] ?? 0) - GREY) * cover);
  }
  return { ...small, data };
}
