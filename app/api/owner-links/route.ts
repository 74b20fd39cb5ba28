import { makeOwnerLink, ownerLinkView, revokeOwnerLinks } from "@/lib/edits/move-owner";
import { endpoint } from "@/lib/http/endpoint";

// For pages of our own: a link by which another device takes over what this browser owns.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/owner-links", {
  POST: {
    limit: { name: "owner-link", raisedBy: "change", perMinute: 10 },
    answers: { 200: { description: "A new link.", schema: ownerLinkView } },
    errors: ["NOTHING_TO_MOVE"],
    handle: async ({ services, client }) => makeOwnerLink(services, client.ownerHash),
  },
  DELETE: {
    limit: { name: "end-owner-link", raisedBy: "change", perMinute: 10 },
    answers: { 204: { description: "None of this browser's links can be used any more." } },
    handle: async ({ services, client }) => {
      await revokeOwnerLinks(services, client.ownerHash);
      return undefined;
    },
  },
});
