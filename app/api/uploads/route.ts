import { endpoint } from "@/lib/http";
import { readJson } from "@/lib/http/read-json";
import { createUpload } from "@/lib/uploads/uploads";
import { uploadRequestSchema } from "@/lib/uploads/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/uploads", {
  POST: {
    limit: "uploads",
    handle: async ({ request, services, client, origin }) =>
      Response.json(await createUpload(services, await readJson(request, uploadRequestSchema), client, origin)),
  },
});
