import { editParams } from "@/app/api/edit/common";
import { feedbackViewSchema } from "@/lib/feedback/schema";
import { endpoint } from "@/lib/http/endpoint";
import { getFeedback } from "@/lib/feedback/feedback";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/feedback/{uuid}", {
  params: editParams,
  GET: {
    about: { operationId: "getFeedback", tag: "Feedback", summary: "The feedback on an edit" },
    limit: { name: "feedback-read", perMinute: 10 },
    answers: { 200: { description: "Never says who gave it.", schema: feedbackViewSchema } },
    errors: ["EDIT_NOT_FOUND", "FEEDBACK_NOT_FOUND"],
    handle: async ({ services, params }) => getFeedback(services, params.uuid),
  },
});
