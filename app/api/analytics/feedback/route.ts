import { countFeedback, feedbackQuery, feedbackFiguresSchema } from "@/lib/analytics/feedback";
import { endpoint } from "@/lib/http/endpoint";
import { demandOperator } from "@/lib/insight/operator";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/analytics/feedback", {
  GET: {
    about: {
      operationId: "getFeedbackFigures",
      tag: "Analytics",
      summary: "What people think of their edits",
      description: "For the operator of the server, by the token of INSIGHT_TOKEN. Without one there is no such path.",
      security: ["operatorToken"],
    },
    limit: { name: "analytics-feedback", raisedBy: "status", perMinute: 60 },
    query: feedbackQuery,
    answers: {
      200: { description: "Sums and what texts have in common, never a text.", schema: feedbackFiguresSchema },
    },
    errors: ["NOT_THE_OPERATOR", "NOT_FOUND"],
    handle: async ({ services, client, query }) => {
      demandOperator(services, client.bearer);
      return countFeedback(services, query);
    },
  },
});
