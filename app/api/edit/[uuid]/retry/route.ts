import {
  acceptedAnswer,
  capability,
  changeableEdit,
  editAccepted,
  editParams,
  SUBMIT_ERRORS,
} from "@/app/api/edit/common";
import { endpoint } from "@/lib/http/endpoint";
import { idempotencyHeader, idempotencyKey } from "@/lib/http/request";
import { retryEdit } from "@/lib/edits/retry";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/edit/{uuid}/retry", {
  params: editParams,
  POST: {
    about: {
      operationId: "retryEdit",
      tag: "Edits",
      summary: "Ask again for a failed or canceled edit",
      description:
        "Makes a new edit from the same source, prompt and parent; where one such is under way or has succeeded, answers that.",
      headers: idempotencyHeader,
      security: capability,
    },
    limit: { name: "retry", perMinute: 10, raisedBy: "change" },
    makesOwner: true,
    answers: { 200: acceptedAnswer },
    errors: ["NOT_YOURS", "EDIT_NOT_FOUND", "EDIT_NOT_FINISHED", ...SUBMIT_ERRORS],
    handle: async (exchange) => {
      const { services, client, request } = exchange;
      const id = await changeableEdit(exchange);
      const accepted = await retryEdit(services, id, client, {
        idempotencyKey: idempotencyKey(request.headers),
        signal: request.signal,
      });
      return editAccepted(accepted, services.appSecret);
    },
  },
});
