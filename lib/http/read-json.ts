import type { z } from "zod";
import { AppError } from "@/lib/errors";
import { mediaType } from "./media-type";
import { parseJson } from "./parse-json";
import { readBody } from "./read-body";
import { validate } from "./validate";

// 64 KiB: a thousand characters of feedback, however they are escaped.
const MAX_BYTES = 65_536;

/**
 * A small JSON body, checked by `schema`.
 * @throws {AppError} `CONTENT_TYPE_NOT_SUPPORTED`, `INVALID_JSON` or `VALIDATION_FAILED`.
 */
export async function readJson<Schema extends z.ZodType>(request: Request, schema: Schema): Promise<z.output<Schema>> {
  mediaType(request, ["application/json"]);
  const bytes = await readBody(request, {
    max: MAX_BYTES,
    tooLarge: () =>
      new AppError("VALIDATION_FAILED", { fields: [{ path: "", message: "The request body may have up to 64 KiB." }] }),
    cutShort: "INVALID_JSON",
  });
  return validate(schema, parseJson(bytes));
}
