import { z } from "zod";

/** Body of `POST /uploads`. The limit of 20 MB has its own answer, so it is not part of the schema. */
export const uploadRequestSchema = z
  .object({
    size: z.int().positive().meta({ description: "Bytes, up to 20 MB" }),
    type: z.string().max(100).meta({ description: "Content type, e.g. image/jpeg" }),
  })
  .meta({ id: "UploadRequest" });

/** Answer of `POST /uploads`: where to send the bytes, and how. */
export const uploadTicketSchema = z
  .strictObject({
    upload_id: z.uuid(),
    expires_at: z.iso.datetime(),
    method: z.literal("PUT"),
    url: z.url(),
    headers: z.record(z.string(), z.string()).meta({ description: "To be sent with the bytes as they are" }),
  })
  .meta({ id: "UploadTicket" });

export type UploadRequest = z.infer<typeof uploadRequestSchema>;
export type UploadTicket = z.infer<typeof uploadTicketSchema>;
