import { comingView, lookAtOwnerLink, ownerLinkKeySchema } from "@/lib/edits/move-owner";
import { endpoint } from "@/lib/http/endpoint";
import { jsonBody } from "@/lib/http/request";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/owner-links/look", {
  POST: {
    limit: { name: "look-owner-link", raisedBy: "change", perMinute: 10 },
    // What comes by the link goes to a browser that has its cookie before: see `takeOverByLink`.
    makesOwner: true,
    body: jsonBody(ownerLinkKeySchema),
    answers: { 200: { description: "What would come.", schema: comingView } },
    errors: ["OWNER_LINK_GONE"],
    handle: async ({ services, client, body }) => lookAtOwnerLink(services, body.key, client.ownerHash),
  },
});
