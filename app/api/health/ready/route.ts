import { readiness } from "@/lib/health/readiness";
import { endpoint } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/health/ready", {
  GET: {
    limit: null,
    handle: async ({ services }) => {
      const result = await readiness(services);
      if (result.status === "ready") return Response.json(result);
      return Response.json(result, { status: 503, headers: { "Retry-After": "10" } });
    },
  },
});
