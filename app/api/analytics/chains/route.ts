import { chainAnalytics } from "@/lib/analytics/chain-analytics";
import { chainAnalyticsSchema } from "@/lib/analytics/schema";
import { endpoint } from "@/lib/http/endpoint";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/analytics/chains", {
  GET: {
    about: {
      operationId: "getChainAnalytics",
      tag: "Analytics",
      summary: "How many chains there have been, and how long they are",
    },
    limit: { name: "analytics", perMinute: 5 },
    answers: { 200: { description: "Over completed edits.", schema: chainAnalyticsSchema } },
    handle: async ({ services }) => chainAnalytics(services),
  },
});
