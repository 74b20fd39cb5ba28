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
  let seen = facts;
  return {
    operations: operations.map(({ operation, params, exact, within, words }) => {
      const adapted = exact ? params : operation.adapt(params, seen);
      if (within.length === 0) seen = litBy(seen, operation.name, adapted["stops"]);
      return { name: operation.name, params: adapted, ...(within.length === 0 ? {} : { within }), words };
    }),
    notUnderstood: [...notUnderstood],
  };
}

/** No picture is lighter in the mean than that after its highlights rolled off. */
const LIGHTEST = 210;

/** What a picture is like once it has more or less light, for what is done to it then. */
function litBy(facts: PictureFacts, name: string, stops: unknown): PictureFacts {
  if (name !== "brightness" || typeof stops !== "number") return facts;
  const meanLight = Math.min(Math.max(LIGHTEST, facts.meanLight), facts.meanLight * 2 ** (stops / 2.2));
  return { ...facts, meanLight };
}
