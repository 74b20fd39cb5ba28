import { endpoint } from "@/lib/http/endpoint";
import { readLive } from "@/lib/insight/live";
import { demandSession } from "@/lib/insight/session";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/insight/live", {
  GET: {
    limit: { name: "insight-live", raisedBy: "status", perMinute: 120 },
    errors: ["NOT_FOUND", "NOT_THE_OPERATOR"],
    guard: demandSession,
    handle: async ({ services }) => Response.json(await readLive(services)),
  },
});
