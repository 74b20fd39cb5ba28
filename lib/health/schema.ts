import { z } from "zod";

/** Answer of `GET /health`. */
export const livenessSchema = z
  .strictObject({ status: z.literal("ok"), message: z.literal("Service is running") })
  .meta({ id: "Liveness" });

const part = z.enum(["ok", "failing"]);

/** Answer of `GET /health/ready`. Its checks and the parts of its providers are the parts of the start line. */
export const readinessSchema = z
  .strictObject({
    status: z.enum(["ready", "unavailable"]),
    checks: z.strictObject({
      database: part,
      images: part,
      limits: z.enum(["ok", "alone", "failing"]).meta({
        description:
          "failing: what processes share cannot be asked; alone: it can, but this process has counted by itself within " +
          "the last minute, or on Vercel nothing is shared. Edits are taken all the same",
      }),
      runs: part,
      origin: part.meta({
        description:
          "Fails while requests of the last ten minutes were refused for their origin; the log names the variable",
      }),
    }),
    providers: z
      .array(
        z.strictObject({
          part: z.enum(["enhancer", "editor"]),
          id: z.string(),
          state: z.enum(["ok", "failing", "unknown"]),
          last_completed_at: z.iso.datetime().nullable().meta({
            description: "When it last completed an edit; of an enhancer, when it last answered this process",
          }),
          refused_hosts: z
            .array(z.string())
            .optional()
            .meta({ description: "Hosts that results of the last day were not taken from, where there are any" }),
        }),
      )
      .meta({ description: "By how it went last: a check asks no provider" }),
    checked_at: z.iso.datetime(),
  })
  .meta({ id: "Readiness" });

export type Readiness = z.infer<typeof readinessSchema>;
export type CheckedPart = keyof Readiness["checks"];
export type ProviderState = Readiness["providers"][number];
