import { capability, changeableEdit, editAnswer, editParams, existingEdit, stateAnswer } from "@/app/api/edit/common";
import { endpoint } from "@/lib/http/endpoint";
import { checkEdit } from "@/lib/edits/retry";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/edit/{uuid}/check", {
  params: editParams,
  POST: {
    about: {
      operationId: "checkEdit",
      tag: "Edits",
      summary: "Look once more for the result of a failed edit",
      description:
        "Where the image service may have made the picture after all (can_check), it is asked again. Never submits, never costs anything.",
      security: capability,
    },
    limit: { name: "check", perMinute: 10, raisedBy: "change" },
    answers: { 200: stateAnswer("Its state, running again.") },
    errors: ["NOT_YOURS", "EDIT_NOT_FOUND", "EDIT_NOT_FINISHED", "EDIT_FINISHED"],
    handle: async (exchange) => {
      const id = await changeableEdit(exchange);
      await checkEdit(exchange.services, id);
      return editAnswer(await existingEdit(exchange.services, id), exchange);
    },
  },
});
