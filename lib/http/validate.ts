import type { z } from "zod";
import { AppError } from "@/lib/errors";

/**
 * Checks input against a schema.
 * @throws {AppError} `VALIDATION_FAILED` with one entry per invalid field, none of which echoes a value.
 */
export function validate<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.map(String).join("."), message }));
  throw new AppError("VALIDATION_FAILED", { fields });
}
