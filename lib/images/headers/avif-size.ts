import type { Size } from "./header-size";
import type { Box } from "./isobmff";
import { boxes } from "./isobmff";

/** The largest picture that the file declares (`ispe`): tiles, masks and thumbnails count too. */
export function avifSize(bytes: Buffer): Size | null {
  let largest: Size | null = null;
  for (const { body } of find(find(find([...boxes(bytes)], "meta", 4), "iprp"), "ipco").filter(
    ({ type }) => type === "ispe",
  )) {
    const size = { width: body.readUInt32BE(4), height: body.readUInt32BE(8) };
    if (largest === null || size.width * size.height > largest.width * largest.height) largest = size;
  }
  return largest;
}

/** What is inside the boxes of one type; `skip` bytes of version and flags come first in some. */
function find(level: readonly Box[], type: string, skip = 0): Box[] {
  return level.filter((box) => box.type === type).flatMap(({ body }) => [...boxes(body.subarray(skip))]);
}
