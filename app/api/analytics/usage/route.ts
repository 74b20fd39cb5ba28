import { countUsage, usageQuery, usageSchema } from "@/lib/analytics/usage";
import { endpoint } from "@/lib/http/endpoint";
import { aboutFigures, forOperator } from "../figures";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/analytics/usage", {
  GET: {
    about: aboutFigures("getUsage", "How many edits there were, how they ended, how long they took and what they cost"),
    limit: { name: "analytics-usage", raisedBy: "status", perMinute: 60 },
    query: usageQuery,
    answers: { 200: { description: "Exact, but for times.", schema: usageSchema } },
    errors: ["NOT_THE_OPERATOR", "NOT_FOUND"],
    guard: forOperator,
    handle: ({ services, query }) => countUsage(services, query),
  },
});
