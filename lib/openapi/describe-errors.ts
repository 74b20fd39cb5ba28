import type { ZodOpenApiResponsesObject } from "zod-openapi";
import { ERRORS, type ErrorCode } from "@/lib/errors";
import { errorSchema } from "@/lib/http/error-schema";

/** Responses for these codes and for those that every route has, one per status, naming the codes that share it. */
export function describeErrors(...codes: ErrorCode[]): ZodOpenApiResponsesObject {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of [...codes, "INTERNAL", "UNAVAILABLE"] as const) {
    const { status } = ERRORS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const responses = [...byStatus].map(([status, sharing]) => [
    status,
    {
      description: sharing.map((code) => `\`${code}\`: ${ERRORS[code].detail}`).join("\n\n"),
      content: { "application/json": { schema: errorSchema } },
    },
  ]);
  return Object.fromEntries(responses) as ZodOpenApiResponsesObject;
}
