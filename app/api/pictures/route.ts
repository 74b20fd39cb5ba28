import { endpoint } from "@/lib/http/endpoint";
import {
  deletedView,
  deleteOwnPictures,
  deletionQuery,
  listOwnPictures,
  ownPicturesQuery,
  ownPicturesView,
} from "@/lib/edits/own-pictures";

// For pages of our own: whoever calls the HTTP API from elsewhere has no cookie, but the ids of its edits.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/pictures", {
  GET: {
    limit: { name: "own-pictures", raisedBy: "status", perMinute: 60 },
    query: ownPicturesQuery,
    answers: { 200: { description: "What this browser made, the newest first.", schema: ownPicturesView } },
    handle: async ({ services, client, query: { q, after } }) =>
      listOwnPictures(services, client.ownerHash, { words: q, after }),
  },
  DELETE: {
    limit: { name: "delete-pictures", raisedBy: "change", perMinute: 60 },
    query: deletionQuery,
    answers: { 200: { description: "Gone, as many as one request may delete.", schema: deletedView } },
    handle: async ({ services, client, query }) => deleteOwnPictures(services, client.ownerHash, null, query.until),
  },
});
