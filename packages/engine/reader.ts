import { createReader, type Reader, type Understanding } from "./language/reader";
import { OPERATIONS } from "./operations";
import type { PictureFacts } from "./pixels/raster";
import type { EditPlan } from "./plan";

let compiled: Reader | null = null;

const reader = (): Reader => (compiled ??= createReader(OPERATIONS));

/** Reads what is asked of the operations of this engine. Compiled once, when something is first read. */
export const READER: Reader = {
  get lexicon() {
    return reader().lexicon;
  },
  understand: (utterance) => reader().understand(utterance),
};

/** What was understood with exact parameters for one picture; what was said in figures stays exactly so. */
export function planFor({ operations, notUnderstood }: Understanding, facts: PictureFacts): EditPlan {
  return {
    operations: operations.map(({ operation, params, exact, within, words }) => ({
      name: operation.name,
      params: exact ? params : operation.adapt(params, facts),
      ...(within.length === 0 ? {} : { within }),
      words,
    })),
    notUnderstood: [...notUnderstood],
  };
}
