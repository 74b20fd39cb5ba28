import { capability, changeableEdit, editAnswer, editParams, stateAnswer } from "@/app/api/edit/common";
import { describeResult } from "@/lib/edits/alt-text";
import { altTextSchema } from "@/lib/edits/schema";
import { endpoint } from "@/lib/http/endpoint";
import { jsonBody } from "@/lib/http/request";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/edit/{uuid}/alt-text", {
  params: editParams,
  POST: {
    about: {
      operationId: "describeResult",
      tag: "Edits",
      summary: "Say what a result shows",
      description:
        "For who does not see the picture: on its page, on pages that share it, in previews of their links. Asked as a request is where there is a moderator.",
      security: capability,
    },
    limit: { name: "alt-text", perMinute: 20, raisedBy: "change" },
    body: jsonBody(altTextSchema),
    answers: { 200: stateAnswer("The edit with these words.") },
    errors: ["NOT_YOURS", "EDIT_NOT_FOUND", "EDIT_NOT_COMPLETED", "CONTENT_NOT_ALLOWED"],
    handle: async (exchange) => {
      const id = await changeableEdit(exchange);
      return editAnswer(await describeResult(exchange.services, id, exchange.body.alt_text), exchange);
    },
  },
});
