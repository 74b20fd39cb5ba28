import { deleteEdit } from "@/lib/edits/delete";
import { findEdit } from "@/lib/edits/progress";
import { AppError } from "@/lib/errors";
import { endpoint } from "@/lib/http";
import { changeableEdit } from "@/lib/http/changeable-edit";
import { editAnswer } from "@/lib/http/edit-answer";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/edit/{uuid}", {
  GET: {
    limit: "status",
    handle: async (exchange) => {
      const edit = await findEdit(exchange.services, exchange.params["uuid"] ?? "");
      if (edit === null) throw new AppError("EDIT_NOT_FOUND");
      return editAnswer(edit, exchange);
    },
  },
  DELETE: {
    limit: "delete",
    handle: async (exchange) => {
      await deleteEdit(exchange.services, await changeableEdit(exchange));
      return new Response(null, { status: 204 });
    },
  },
});
