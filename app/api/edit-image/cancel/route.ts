import { editAnswer, existingEdit, stateAnswer } from "@/app/api/edit/common";
import { cancelByKey } from "@/lib/edits/cancel";
import { OWN_KEY_LENGTH } from "@/lib/edits/credentials";
import { cancelByKeySchema } from "@/lib/edits/schema";
import { AppError } from "@/lib/errors";
import { endpoint } from "@/lib/http/endpoint";
import { idempotencyHeader, jsonBody } from "@/lib/http/request";

const GUESSABLE = `Without the cookie of the browser that sent it, only a key of ${OWN_KEY_LENGTH} characters or more counts, such as a UUID.`;

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/edit-image/cancel", {
  POST: {
    about: {
      operationId: "cancelSubmission",
      tag: "Edits",
      summary: "Cancel what was sent under an Idempotency-Key",
      description:
        "For a client that has no id yet; without the owner cookie the key must have 32 characters or more. Answers the state of the edit that was accepted, which is canceled unless it was over, and 404 when nothing was; what arrives under the key later is refused. With the key as header as well, a browser whose answer was lost becomes the owner.",
      headers: idempotencyHeader,
    },
    limit: { name: "cancel-submission", perMinute: 10, raisedBy: "change" },
    makesOwner: true,
    body: jsonBody(cancelByKeySchema),
    answers: { 200: stateAnswer("Its state.") },
    errors: ["EDIT_NOT_FOUND", "ALREADY_CHARGED"],
    handle: async (exchange) => {
      const { services, body, client, broughtOwner } = exchange;
      if (!broughtOwner && body.idempotency_key.length < OWN_KEY_LENGTH)
        throw new AppError("VALIDATION_FAILED", { fields: [{ path: "idempotency_key", message: GUESSABLE }] });
      const id = await cancelByKey(services, body.idempotency_key, client, body.unless_charged ?? false);
      if (id === null) throw new AppError("EDIT_NOT_FOUND", { detail: "Nothing was accepted under this key." });
      return editAnswer(await existingEdit(services, id), exchange);
    },
  },
});
