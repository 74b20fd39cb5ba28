import { endpoint } from "@/lib/http/endpoint";
import { jsonBody } from "@/lib/http/request";
import { uploadRequestSchema, uploadTicketSchema } from "@/lib/uploads/schema";
import { createUpload } from "@/lib/uploads/uploads";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/uploads/", {
  POST: {
    about: {
      operationId: "createUpload",
      tag: "Uploads",
      summary: "Prepare for a picture that the client sends by itself",
      description:
        "Usable once, within an hour, as the upload_id of an edit. Where the pictures' store lets a client in, " +
        "the bytes go straight to it: to a signed address, or by @vercel/blob/client. For a picture that is larger " +
        "than the server's platform takes in one request, this is the only way.",
    },
    limit: { name: "uploads", perMinute: 10 },
    body: jsonBody(uploadRequestSchema),
    answers: { 200: { description: "Where to send the bytes.", schema: uploadTicketSchema } },
    errors: ["IMAGE_TOO_LARGE", "IMAGE_TYPE_NOT_SUPPORTED"],
    handle: async ({ services, body, client, origin }) => createUpload(services, body, client, origin),
  },
});
