import type { EditPlan } from "../plan";
import type { PictureFacts } from "../pixels/raster";
import type { Understanding } from "./understand";

/** Exact parameters for one picture; what was said in figures stays exactly so. */
export function optimise({ operations, notUnderstood }: Understanding, facts: PictureFacts): EditPlan {
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
