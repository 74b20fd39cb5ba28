import type { PlannedOperation } from "../plan";
import type { Raster } from "../pixels/raster";
import type { Work } from "../work";
import { quotingWords } from "../errors";
import { findMask } from "./find-mask";
import type { Mask } from "./mask";

/**
 * Where the regions of some operations of a plan are in a picture, each looked for once; `null` for an
 * operation on the whole picture. A failure names the operation's words when it `isOneOfMany`.
 * @throws {EngineError} `NOTHING_CHANGED`, naming it, when one of them was not found with enough certainty.
 */
export async function findMasks(
  raster: Raster,
  operations: readonly PlannedOperation[],
  work: Work,
  isOneOfMany: boolean,
): Promise<Array<Mask | null>> {
  const found = new Map<string, Mask>();
  const masks: Array<Mask | null> = [];
  for (const { within = [], words } of operations) {
    if (within.length === 0) {
      masks.push(null);
      continue;
    }
    const key = JSON.stringify(within);
    const mask =
      found.get(key) ?? (await quotingWords(isOneOfMany ? words : null, () => findMask(raster, within, work, words)));
    found.set(key, mask);
    masks.push(mask);
  }
  return masks;
}
