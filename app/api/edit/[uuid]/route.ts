import { z } from "zod";
import { capability, changeableEdit, editAnswer, editParams, existingEdit, stateAnswer } from "@/app/api/edit/common";
import { endpoint } from "@/lib/http/endpoint";
import { STATUS_LIMIT } from "@/lib/limits/policies";
import { deleteEdit } from "@/lib/edits/delete";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/edit/{uuid}", {
  params: editParams,
  GET: {
    about: {
      operationId: "getEdit",
      tag: "Edits",
      summary: "How far an edit is",
      description: "Carries an ETag, and while the edit runs Retry-After: seconds until asking again is useful.",
      headers: z.object({ "If-None-Match": z.string().optional() }),
    },
    limit: STATUS_LIMIT,
    answers: {
      200: stateAnswer("Its state."),
      304: { description: "As it was when it had the ETag of If-None-Match." },
    },
    errors: ["EDIT_NOT_FOUND"],
    handle: async (exchange) => editAnswer(await existingEdit(exchange.services, exchange.params.uuid), exchange),
  },
  DELETE: {
    about: {
      operationId: "deleteEdit",
      tag: "Edits",
      summary: "Delete an edit with its pictures and prompts",
      security: capability,
    },
    limit: { name: "delete", perMinute: 10, raisedBy: "change" },
    answers: { 204: { description: "Gone." } },
    errors: ["NOT_YOURS", "EDIT_NOT_FOUND"],
    handle: async (exchange) => {
      await deleteEdit(exchange.services, await changeableEdit(exchange));
      return undefined;
    },
  },
});
