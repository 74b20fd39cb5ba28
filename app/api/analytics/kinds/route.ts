import { countKinds, kindsQuery, kindsSchema } from "@/lib/analytics/kinds";
import { endpoint } from "@/lib/http/endpoint";
import { aboutFigures, forOperator } from "../figures";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/analytics/kinds", {
  GET: {
    about: aboutFigures("getKinds", "What kinds of edits people ask for"),
    limit: { name: "analytics-kinds", raisedBy: "status", perMinute: 60 },
    query: kindsQuery,
    answers: { 200: { description: "The most frequent first.", schema: kindsSchema } },
    errors: ["NOT_THE_OPERATOR", "NOT_FOUND"],
    guard: forOperator,
    handle: ({ services, query }) => countKinds(services, query),
  },
});
