import { z } from "zod";
import { defineSection } from "@/lib/config/section";

export type MetricsConfig = {
  /** What `GET /metrics` is shown for; `null`: there is no such page, and nothing is counted. */
  metricsToken: string | null;
};

/** Whether this server counts what it does for Prometheus, and for whom. */
export const metricsConfig = defineSection({
  variables: {
    METRICS_TOKEN: z
      .string()
      .regex(/^[\w.~+/=-]{16,}$/, "must have at least 16 characters (openssl rand -hex 32)")
      .describe(
        "Turns on GET /metrics for who sends this as a bearer token: at least 16 characters (openssl rand -hex 32).",
      ),
  },
  readme: [
    {
      set: ["METRICS_TOKEN"],
      gives: "figures for Prometheus at `/metrics`",
      insteadOf: "no such page, and nothing is counted",
    },
  ],
  read: ({ METRICS_TOKEN: token }): MetricsConfig => ({ metricsToken: token ?? null }),
});
