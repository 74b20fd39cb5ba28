import { z } from "zod";

/** Body of `POST /uploads`. The limit of 20 MB has its own answer, so it is not part of the schema. */
export const uploadRequestSchema = z
  .object({
    size: z.int().positive().meta({ description: "Bytes, up to 20 MB" }),
    type: z.string().max(100).meta({ description: "Content type, e.g. image/jpeg" }),
  })
  .meta({ id: "UploadRequest" });

const ticket = {
  upload_id: z.uuid(),
  expires_at: z.iso.datetime(),
  method: z.literal("PUT"),
  headers: z.record(z.string(), z.string()).meta({ description: "To be sent with the bytes as they are" }),
};

const plainTicketSchema = z
  .strictObject({
    ...ticket,
    url: z.url().meta({ description: "Of this server, or a signed address of the store's" }),
  })
  .meta({ id: "UploadTicket" });

const clientTicketSchema = z
  .strictObject({
    ...ticket,
    pathname: z.string(),
    client_token: z.string(),
    access: z.enum(["private", "public"]),
  })
  .meta({ id: "BlobUploadTicket", description: "Arguments of `put` from @vercel/blob/client" });

/** Answer of `POST /uploads`: where to send the bytes, and how. */
export const uploadTicketSchema = z.union([plainTicketSchema, clientTicketSchema]);

export type UploadRequest = z.infer<typeof uploadRequestSchema>;
export type UploadTicket = z.infer<typeof uploadTicketSchema>;
