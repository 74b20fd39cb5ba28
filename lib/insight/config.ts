import { z } from "zod";
import { defineSection } from "@/lib/config/section";

export type InsightConfig = {
  /** What the operator signs in with; `null`: there is no such page. */
  token: string | null;
  /** Whether the operator is shown pictures and words of edits. */
  showsContent: boolean;
};

/** What the operator may see of what happens. */
export const insightConfig = defineSection({
  variables: {
    INSIGHT_TOKEN: z
      .string()
      .min(24, "must have at least 24 characters")
      .describe(
        "At least 24 characters (openssl rand -hex 24): opens /insight and GET /analytics/… to the operator.\n" +
          "Without it neither is there.",
      ),
    INSIGHT_SHOWS_CONTENT: z
      .enum(["on", "off"])
      .describe(
        "on: the operator may look at pictures and words of single edits; each look is written down. Default: off",
      ),
  },
  readme: [
    {
      set: ["INSIGHT_TOKEN"],
      gives: "the operator's page `/insight`, and figures over the API",
      insteadOf: "neither",
    },
  ],
  tuning: ["INSIGHT_SHOWS_CONTENT"],
  read: (env): InsightConfig => ({
    token: env.INSIGHT_TOKEN ?? null,
    showsContent: env.INSIGHT_SHOWS_CONTENT === "on",
  }),
});
