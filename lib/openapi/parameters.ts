import { z } from "zod";

/** `{uuid}` of a path. */
export const pathParameters = z.object({ uuid: z.uuid().meta({ description: "Id of an edit" }) });

/** The header that makes a repeated submission the same one. */
export const idempotencyHeader = z.object({
  "Idempotency-Key": z.string().max(255).optional().meta({
    description: "The same key with the same request gives the same edit, for 24 hours. With another request: 422.",
  }),
});

/** Either of what may cancel, retry or delete an edit. */
export const capability: Record<string, string[]>[] = [{ deleteToken: [] }, { ownerCookie: [] }];
