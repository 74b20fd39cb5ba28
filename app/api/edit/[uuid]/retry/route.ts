import { retryEdit } from "@/lib/edits/retry";
import { endpoint } from "@/lib/http";
import { changeableEdit } from "@/lib/http/changeable-edit";
import { editAccepted } from "@/lib/http/edit-accepted";
import { idempotencyKey } from "@/lib/http/idempotency-key";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/edit/{uuid}/retry", {
  POST: {
    limit: "retry",
    makesOwner: true,
    handle: async (exchange) => {
      const { services, client, request } = exchange;
      const id = await changeableEdit(exchange);
      const { editId } = await retryEdit(services, id, client, idempotencyKey(request.headers));
      return editAccepted(editId, services.appSecret);
    },
  },
});
