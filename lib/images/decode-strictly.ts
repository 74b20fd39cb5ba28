import type { Sharp } from "sharp";
import { openPicture } from "./decoder";
import { tidyJpeg } from "./tidy-jpeg";

/** What libjpeg says first of a file that is perhaps only odd; of later troubles it says nothing. */
const PERHAPS_ODD = /extraneous bytes before marker|unknown JFIF revision|Invalid SOS parameters/;

/**
 * Decodes every pixel of a picture through `finish` (which ends in one `toBuffer`) and refuses what
 * is damaged or cut short. A JPEG that is only odd is tidied and read again, as strictly.
 * @throws what the decoder throws.
 */
export async function decodeStrictly<T>(bytes: Uint8Array, finish: (picture: Sharp) => Promise<T>): Promise<T> {
  try {
    return await finish(openPicture(bytes));
  } catch (error) {
    if (!(error instanceof Error) || !PERHAPS_ODD.test(error.message)) throw error;
    const tidied = tidyJpeg(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    if (tidied === null) throw error;
    return finish(openPicture(tidied));
  }
}
