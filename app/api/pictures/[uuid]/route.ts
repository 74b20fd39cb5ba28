import { editParams } from "@/app/api/edit/common";
import { deletedView, deleteOwnPictures, deletionQuery } from "@/lib/edits/own-pictures";
import { endpoint } from "@/lib/http/endpoint";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/pictures/{uuid}", {
  params: editParams,
  DELETE: {
    limit: { name: "delete-picture", raisedBy: "change", perMinute: 60 },
    query: deletionQuery,
    answers: { 200: { description: "Its versions are gone, as many as one request may delete.", schema: deletedView } },
    errors: ["EDIT_NOT_FOUND"],
    handle: async ({ services, client, params, query }) =>
      deleteOwnPictures(services, client.ownerHash, params.uuid, query.until),
  },
});
