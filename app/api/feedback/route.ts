import { feedbackRequestSchema } from "@/lib/feedback/schema";
import { submitFeedback } from "@/lib/feedback/feedback";
import { endpoint } from "@/lib/http";
import { readJson } from "@/lib/http/read-json";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/feedback", {
  POST: {
    limit: "feedback",
    handle: async ({ request, services, client }) =>
      Response.json(await submitFeedback(services, await readJson(request, feedbackRequestSchema), client)),
  },
});
