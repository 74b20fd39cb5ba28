import { capability, changeableEdit, editAnswer, editParams, existingEdit, stateAnswer } from "@/app/api/edit/common";
import { endpoint } from "@/lib/http/endpoint";
import { cancelEdit } from "@/lib/edits/cancel";
import { cancelQuerySchema } from "@/lib/edits/schema";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/edit/{uuid}/cancel", {
  params: editParams,
  POST: {
    about: {
      operationId: "cancelEdit",
      tag: "Edits",
      summary: "Cancel a running edit",
      description: "The message says whether a charge may stand; with unless_charged it is not canceled where one may.",
      security: capability,
    },
    query: cancelQuerySchema,
    limit: { name: "cancel", perMinute: 10, raisedBy: "change" },
    answers: { 200: stateAnswer("Its state, canceled.") },
    errors: ["NOT_YOURS", "EDIT_NOT_FOUND", "EDIT_FINISHED", "ALREADY_CHARGED"],
    handle: async (exchange) => {
      const id = await changeableEdit(exchange);
      await cancelEdit(exchange.services, id, exchange.query.unless_charged);
      return editAnswer(await existingEdit(exchange.services, id), exchange);
    },
  },
});
