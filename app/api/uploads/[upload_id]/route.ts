import { z } from "zod";
import { endpoint } from "@/lib/http/endpoint";
import { readBody } from "@/lib/http/request";
import { findUpload, moreThanAnnounced, receiveUpload } from "@/lib/uploads/uploads";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/uploads/{upload_id}", {
  params: { upload_id: z.uuid() },
  PUT: {
    about: {
      operationId: "sendUpload",
      tag: "Uploads",
      summary: "Send the bytes of a prepared upload through this server",
    },
    limit: { name: "upload-bytes", perMinute: 10, raisedBy: "uploads" },
    body: {
      content: { "image/*": z.file().meta({ description: "As many bytes as were announced" }) },
      errors: ["INVALID_IMAGE", "IMAGE_TOO_LARGE", "CONTENT_TYPE_NOT_SUPPORTED"],
      // The upload says how long it may be, so it is read once that is found.
      read: async () => undefined,
    },
    answers: { 204: { description: "Received; not looked at yet." } },
    errors: ["UPLOAD_NOT_FOUND", "VALIDATION_FAILED"],
    handle: async ({ request, services, params }) => {
      const upload = await findUpload(services, params.upload_id);
      const limits = {
        max: upload.size,
        tooLarge: () => moreThanAnnounced(upload),
        cutShort: "INVALID_IMAGE",
      } as const;
      await receiveUpload(services, upload, await readBody(request, limits));
      return undefined;
    },
  },
});
