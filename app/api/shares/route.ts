import { z } from "zod";
import { changeableById } from "@/app/api/edit/common";
import { listShares, shareEdit, shareRequestSchema, sharesView } from "@/lib/edits/shares";
import { endpoint } from "@/lib/http/endpoint";
import { jsonBody } from "@/lib/http/request";

// For pages of our own: what is shared there is opened by everyone.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/shares", {
  GET: {
    limit: { name: "shares", raisedBy: "status", perMinute: 60 },
    query: z.object({ edit_uuid: z.uuid() }),
    answers: { 200: { description: "The open pages of one edit.", schema: sharesView } },
    errors: ["NOT_YOURS", "EDIT_NOT_FOUND"],
    handle: async (exchange) => listShares(exchange.services, await changeableById(exchange, exchange.query.edit_uuid)),
  },
  POST: {
    limit: { name: "share", raisedBy: "change", perMinute: 20 },
    body: jsonBody(shareRequestSchema),
    answers: { 200: { description: "All open pages of the edit, the new one last.", schema: sharesView } },
    errors: ["NOT_YOURS", "EDIT_NOT_FOUND", "EDIT_NOT_COMPLETED", "TOO_MANY_SHARES"],
    handle: async (exchange) => {
      const { edit_uuid: id, words, days } = exchange.body;
      const editId = await changeableById(exchange, id);
      return shareEdit(exchange.services, editId, { words, days });
    },
  },
});
