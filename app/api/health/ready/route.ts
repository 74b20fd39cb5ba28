import { readiness } from "@/lib/health/readiness";
import { readinessSchema } from "@/lib/health/schema";
import { endpoint } from "@/lib/http/endpoint";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/health/ready", {
  GET: {
    about: {
      operationId: "getReadiness",
      tag: "Health",
      summary: "Whether edits can be taken",
      description: "From a check at most ten seconds old.",
    },
    limit: null,
    answers: {
      200: { description: "They can.", schema: readinessSchema },
      503: { description: "They cannot.", schema: readinessSchema },
    },
    handle: async ({ services }) => {
      const result = await readiness(services);
      if (result.status === "ready") return result;
      return Response.json(result, { status: 503, headers: { "Retry-After": "10" } });
    },
  },
});
