import { countFeedback, feedbackQuery, feedbackFiguresSchema } from "@/lib/analytics/feedback";
import { endpoint } from "@/lib/http/endpoint";
import { aboutFigures, forOperator } from "../figures";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/analytics/feedback", {
  GET: {
    about: aboutFigures("getFeedbackFigures", "What people think of their edits"),
    limit: { name: "analytics-feedback", raisedBy: "status", perMinute: 60 },
    query: feedbackQuery,
    answers: {
      200: { description: "Sums and what texts have in common, never a text.", schema: feedbackFiguresSchema },
    },
    errors: ["NOT_THE_OPERATOR", "NOT_FOUND"],
    guard: forOperator,
    handle: ({ services, query }) => countFeedback(services, query),
  },
});
