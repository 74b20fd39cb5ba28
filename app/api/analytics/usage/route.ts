import { countUsage, usageQuery, usageSchema } from "@/lib/analytics/usage";
import { endpoint } from "@/lib/http/endpoint";
import { demandOperator } from "@/lib/insight/operator";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/analytics/usage", {
  GET: {
    about: {
      operationId: "getUsage",
      tag: "Analytics",
      summary: "How many edits there were, how they ended, how long they took and what they cost",
      description: "For the operator of the server, by the token of INSIGHT_TOKEN. Without one there is no such path.",
      security: ["operatorToken"],
    },
    limit: { name: "analytics-usage", raisedBy: "status", perMinute: 60 },
    query: usageQuery,
    answers: { 200: { description: "Exact, but for times.", schema: usageSchema } },
    errors: ["NOT_THE_OPERATOR", "NOT_FOUND"],
    handle: async ({ services, client, query }) => {
      demandOperator(services, client.bearer);
      return countUsage(services, query);
    },
  },
});
