import { AppError } from "@/lib/errors";
import { decodeQueue } from "./decode-queue";
import { decodeStrictly } from "./decode-strictly";
import { decodeFully } from "./decoder";
import { inspectPicture } from "./inspect-picture";
import { RESULT_LIMITS } from "./picture-limits";
import { plainPng } from "./plain-png";
import type { StoredPicture } from "./stored-picture";
import { storedPicture } from "./stored-picture";

export type CheckedResult = StoredPicture<"png">;

/**
 * Checks what an editor sent back and turns it into the result that is kept: fully decoded, upright,
 * sRGB, lossless PNG, nothing but pixels. A PNG that is plain already is not encoded again.
 * @throws {AppError} PROVIDER_BAD_RESULT with the reason as its cause.
 */
export async function checkResult(bytes: Uint8Array): Promise<CheckedResult> {
  try {
    const { format, width, height } = inspectPicture(bytes, RESULT_LIMITS);
    const plain =
      format === "png" ? await plainPng(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)) : null;
    return await decodeQueue.run(0, async () => {
      if (plain !== null) {
        await decodeStrictly(plain, decodeFully);
        return storedPicture("png", plain, { width, height });
      }
      return decodeStrictly(bytes, async (picture) => {
        const { data, info } = await picture.png().toBuffer({ resolveWithObject: true });
        // As plain as one that came so: a stored result that is checked again stays the same to the byte.
        return storedPicture("png", (await plainPng(data)) ?? data, info);
      });
    });
  } catch (error) {
    throw new AppError("PROVIDER_BAD_RESULT", { cause: error });
  }
}
