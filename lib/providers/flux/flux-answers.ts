import { z } from "zod";

// More than ten thousand dollars is no price, and nothing to note beside a task that is paid for.
const amount = z.number().nonnegative().max(1e6).nullish().catch(null);

/** Answer of a submit. With a webhook it may come without a polling address. */
export const submittedSchema = z.object({
  id: z.string().regex(/^[\w.:-]{1,200}$/),
  polling_url: z.string().min(1).nullish().catch(null),
  /** In credits, each a hundredth of a US dollar. */
  cost: amount,
});

/** Answer of a poll, also for a task that failed. One client of the service knows `state` for `status`. */
export const polledSchema = z
  .object({
    status: z.string().optional().catch(undefined),
    state: z.string().optional().catch(undefined),
    result: z
      .object({ sample: z.string().nullish().catch(null) })
      .nullish()
      .catch(null),
    progress: z.number().nullish().catch(null),
    details: z.unknown().optional(),
  })
  .transform(({ status, state, ...rest }, context) => {
    const name = (status ?? state ?? "").trim();
    if (name === "") context.addIssue("there is no status");
    return { ...rest, status: name };
  });

export const creditsSchema = z.object({ credits: z.number() });

/** Answer of the price list; its form is not documented beyond that it is the cost, in credits. */
export const pricedSchema = z
  .union([z.number(), z.object({ cost: z.number() }).transform(({ cost }) => cost)])
  .pipe(z.number().nonnegative());

/** US dollars for a number of credits. */
export const dollarsOf = (credits: number): number => Math.round(credits * 1e4) / 1e6;
