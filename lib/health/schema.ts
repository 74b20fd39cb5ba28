import { z } from "zod";

/** Answer of `GET /health`. */
export const livenessSchema = z
  .strictObject({ status: z.literal("ok"), message: z.literal("Service is running") })
  .meta({ id: "Liveness" });

const part = z.enum(["ok", "failing"]);

/** Answer of `GET /health/ready`. */
export const readinessSchema = z
  .strictObject({
    status: z.enum(["ready", "unavailable"]),
    checks: z.strictObject({ database: part, images: part, runs: part }),
    providers: z.array(
      z.strictObject({
        id: z.string(),
        last_completed_at: z.iso.datetime().nullable().meta({ description: "When it last completed an edit" }),
      }),
    ),
    checked_at: z.iso.datetime(),
  })
  .meta({ id: "Readiness" });

export type Liveness = z.infer<typeof livenessSchema>;
export type Readiness = z.infer<typeof readinessSchema>;
