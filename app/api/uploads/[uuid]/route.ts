import { endpoint } from "@/lib/http";
import { readBody } from "@/lib/http/read-body";
import { findUpload, receiveUpload } from "@/lib/uploads/uploads";
import { pictureTooLarge } from "@/lib/images/limits";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/uploads/{uuid}", {
  PUT: {
    limit: "upload-bytes",
    handle: async ({ request, services, params }) => {
      const upload = await findUpload(services, params["uuid"] ?? "");
      const limits = { max: upload.size, tooLarge: pictureTooLarge, cutShort: "INVALID_IMAGE" } as const;
      await receiveUpload(services, upload, await readBody(request, limits));
      return new Response(null, { status: 204 });
    },
  },
});
