import { decodeQueue, bytesToDecode, HELD, openPicture, type Pixels, readPixels } from "./decoder";
import { blocksOf, createGiveWay } from "./bytes";

/** What rounding may do to a channel (0–255) of a picture that is encoded again without loss. */
const ROUNDING = 2;

const readAlike = (bytes: Uint8Array): Promise<Pixels> => readPixels(openPicture(bytes, "error").ensureAlpha());

/** Whether two pictures show the same: equal in size, and no channel of any pixel further apart than rounding takes it. */
export async function looksLike(one: Uint8Array, other: Uint8Array): Promise<boolean> {
  return decodeQueue.run(0, bytesToDecode(one, { held: HELD }) + bytesToDecode(other, { held: HELD }), async () => {
    const [a, b] = [await readAlike(one), await readAlike(other)];
    if (a.width !== b.width || a.height !== b.height) return false;
    const giveWay = createGiveWay();
    let from = 0;
    for (const block of blocksOf(a.data)) {
      for (let index = 0; index < block.length; index += 1)
        if (Math.abs((block[index] ?? 0) - (b.data[from + index] ?? 0)) > ROUNDING) return false;
      from += block.length;
      await giveWay();
    }
    return true;
  });
}
