import { countKinds, kindsQuery, kindsSchema } from "@/lib/analytics/kinds";
import { endpoint } from "@/lib/http/endpoint";
import { demandOperator } from "@/lib/insight/operator";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/analytics/kinds", {
  GET: {
    about: {
      operationId: "getKinds",
      tag: "Analytics",
      summary: "What kinds of edits people ask for",
      description: "For the operator of the server, by the token of INSIGHT_TOKEN. Without one there is no such path.",
      security: ["operatorToken"],
    },
    limit: { name: "analytics-kinds", raisedBy: "status", perMinute: 60 },
    query: kindsQuery,
    answers: { 200: { description: "The most frequent first.", schema: kindsSchema } },
    errors: ["NOT_THE_OPERATOR", "NOT_FOUND"],
    handle: async ({ services, client, query }) => {
      demandOperator(services, client.bearer);
      return countKinds(services, query);
    },
  },
});
