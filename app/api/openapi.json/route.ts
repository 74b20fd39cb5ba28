import { loadRoutes } from "@/app/api/endpoints";
import { endpoint } from "@/lib/http/endpoint";
import { openApiDocument } from "@/lib/openapi/openapi-document";

let body: string | undefined;

// The document does not describe itself.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/openapi.json", {
  GET: {
    limit: null,
    handle: async () => {
      body ??= JSON.stringify(openApiDocument((await loadRoutes()).map((route) => route.GET.endpoint)));
      return new Response(body, { headers: { "Content-Type": "application/json" } });
    },
  },
});
