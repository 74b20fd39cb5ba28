import { z } from "zod";
import { ERRORS, type ErrorCode } from "@/lib/errors";

/** Body of every error answer. */
export const errorSchema = z
  .strictObject({
    detail: z.string().meta({ description: "One sentence for a person" }),
    error_code: z.enum(Object.keys(ERRORS) as [ErrorCode, ...ErrorCode[]]),
    timestamp: z.iso.datetime(),
    fields: z
      .array(z.strictObject({ path: z.string(), message: z.string() }))
      .optional()
      .meta({ description: "With 422: what is wrong with which field" }),
  })
  .meta({ id: "Error" });

export type ErrorBody = z.infer<typeof errorSchema>;
