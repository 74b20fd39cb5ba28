import { loadRoutes } from "@/app/api/endpoints";
import { endpoint } from "@/lib/http/endpoint";
import { openApiDocument } from "@/lib/openapi/openapi-document";

let body: string | undefined;

// The document does not describe itself.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/openapi.json", {
  GET: {
    limit: null,
    handle: async ({ services }) => {
      const routes = await loadRoutes();
      body ??= JSON.stringify(
        openApiDocument(
          routes.map((route) => route.GET.endpoint),
          services.env,
        ),
      );
      return new Response(body, { headers: { "Content-Type": "application/json" } });
    },
  },
});
