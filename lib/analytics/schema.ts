import { z } from "zod";

/** Answer of `GET /analytics/chains`. */
export const chainAnalyticsSchema = z
  .strictObject({
    success: z.literal(true),
    analytics: z.strictObject({
      total_chains: z.int().min(0).meta({ description: "Edits with at least one completed follow-up." }),
      average_chain_length: z.number().min(0).meta({
        description: "Mean over chains of the deepest position reached, rounded to 2 decimals.",
      }),
    }),
  })
  .meta({ id: "ChainAnalytics" });

export type ChainAnalytics = z.infer<typeof chainAnalyticsSchema>;
