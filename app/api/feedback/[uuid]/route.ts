import { getFeedback } from "@/lib/feedback/feedback";
import { endpoint } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/feedback/{uuid}", {
  GET: {
    limit: "feedback-read",
    handle: async ({ services, params }) => Response.json(await getFeedback(services, params["uuid"] ?? "")),
  },
});
