import { z } from "zod";

/**
 * What the enhancer understood of a request, as data: stored with the edit, shown and testable.
 * A hosted enhancer fills `operations` as far as it can; the local engine carries out exactly them.
 */
export const plannedOperationSchema = z.object({
  /** Name of an operation of the local engine, e.g. `brightness`. */
  name: z.string(),
  /** The operation's own parameters, checked by its own schema. */
  params: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])),
  /** The words of the person that asked for it. */
  words: z.string(),
});

export type PlannedOperation = z.infer<typeof plannedOperationSchema>;

export const editPlanSchema = z.object({
  operations: z.array(plannedOperationSchema),
  /** Parts of the request that were not understood, in the person's own words. */
  notUnderstood: z.array(z.string()),
});

export type EditPlan = z.infer<typeof editPlanSchema>;
