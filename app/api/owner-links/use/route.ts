import { movedView, ownerLinkKeySchema, takeOverByLink } from "@/lib/edits/move-owner";
import { endpoint } from "@/lib/http/endpoint";
import { jsonBody } from "@/lib/http/request";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/owner-links/use", {
  POST: {
    limit: { name: "use-owner-link", raisedBy: "change", perMinute: 10 },
    body: jsonBody(ownerLinkKeySchema),
    answers: { 200: { description: "It is this browser's now.", schema: movedView } },
    errors: ["OWNER_LINK_GONE", "NO_OWNER_COOKIE"],
    handle: async ({ services, client, body }) => takeOverByLink(services, body.key, client.ownerHash),
  },
});
