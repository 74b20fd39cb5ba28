import { z } from "zod";
import { sumKinds } from "@/db/queries/analytics";
import type { Services } from "@/lib/services";
import { filterName, rangeShape } from "./range";
import { shareOf, shareSchema } from "./statistics";
import { demandRange } from "./usage";

/** Query of `GET /analytics/kinds`. */
export const kindsQuery = z.object({
  ...rangeShape,
  editor: filterName.meta({ description: "Of one editor alone." }),
});

/** Answer of `GET /analytics/kinds`. */
export const kindsSchema = z
  .strictObject({
    from: z.iso.date(),
    to: z.iso.date(),
    kinds: z.array(
      z.strictObject({
        kind: z.string(),
        edits: z.int().positive(),
        completed: shareSchema.nullable(),
        satisfaction: shareSchema.nullable(),
      }),
    ),
  })
  .meta({ id: "Kinds" });

export type KindFigures = z.infer<typeof kindsSchema>;

/**
 * What people ask for, by the plans of their edits and not by their words, the most frequent first. An edit of several
 * kinds counts in each; one without a plan in none.
 * @throws {AppError} `VALIDATION_FAILED` for a range that is none.
 */
export async function countKinds(
  { db }: Pick<Services, "db">,
  query: z.output<typeof kindsQuery>,
): Promise<KindFigures> {
  const range = await demandRange({ db }, query);
  const sums = await sumKinds(db, { ...range, editor: query.editor });
  return {
    ...range,
    kinds: sums.map(({ kind, edits, completed, ratedUp, ratedDown }) => ({
      kind,
      edits,
      completed: shareOf(completed, edits),
      satisfaction: shareOf(ratedUp, ratedUp + ratedDown),
    })),
  };
}
