import { z } from "zod";

const trigger = z.object({
  event: z.string().optional(),
  expression: z.string().optional(),
  cron: z.string().optional(),
  jitter: z.unknown().optional(),
});

const limit = z.object({ limit: z.number(), key: z.unknown().optional(), scope: z.unknown().optional() });

/** What the SDK says of a function at a sync: its wire format, as far as the runner reads it. */
export const functionConfig = z.object({
  id: z.string(),
  triggers: z.array(trigger).default([]),
  steps: z
    .object({ step: z.object({ retries: z.object({ attempts: z.number() }).optional() }) })
    .transform(({ step }) => step.retries?.attempts),
  cancel: z
    .array(z.object({ event: z.string(), if: z.string().optional(), timeout: z.unknown().optional() }))
    .default([]),
  concurrency: z
    .union([
      z.number().transform((value) => [{ limit: value, key: undefined, scope: undefined }]),
      limit.transform((one) => [one]),
      z.array(limit),
    ])
    .default([]),
  batchEvents: z.unknown().optional(),
  rateLimit: z.unknown().optional(),
  throttle: z.unknown().optional(),
  debounce: z.unknown().optional(),
  singleton: z.unknown().optional(),
  priority: z.unknown().optional(),
  idempotency: z.unknown().optional(),
  timeouts: z.unknown().optional(),
});

export type FunctionConfig = z.infer<typeof functionConfig>;
