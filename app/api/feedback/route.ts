import { capability } from "@/app/api/edit/common";
import { feedbackAcceptedSchema, feedbackRequestSchema } from "@/lib/feedback/schema";
import { endpoint } from "@/lib/http/endpoint";
import { jsonBody } from "@/lib/http/request";
import { submitFeedback } from "@/lib/feedback/feedback";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/feedback/", {
  POST: {
    about: {
      operationId: "submitFeedback",
      tag: "Feedback",
      summary: "Say whether an edit came out well",
      description:
        "Once per completed edit, by who made it: the browser whose page asked for it, or its delete token; what was asked for over the API needs neither. A thumbs down needs a text.",
      security: [...capability, "none"],
    },
    limit: { name: "feedback", perMinute: 5 },
    body: jsonBody(feedbackRequestSchema),
    answers: { 200: { description: "Kept.", schema: feedbackAcceptedSchema } },
    errors: ["EDIT_NOT_COMPLETED", "NOT_YOURS", "EDIT_NOT_FOUND", "FEEDBACK_EXISTS"],
    handle: async ({ services, body, client }) => submitFeedback(services, body, client),
  },
});
