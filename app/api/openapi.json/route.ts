import { endpoint } from "@/lib/http";
import { openApiDocument } from "@/lib/openapi/openapi-document";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/openapi.json", {
  GET: { limit: null, handle: async () => Response.json(openApiDocument()) },
});
