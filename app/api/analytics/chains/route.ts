import { chainAnalytics } from "@/lib/analytics/chain-analytics";
import { endpoint } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/analytics/chains", {
  GET: { limit: "analytics", handle: async ({ services }) => Response.json(await chainAnalytics(services)) },
});
