import { checkEdit } from "@/lib/edits/retry";
import { findEdit } from "@/lib/edits/progress";
import { AppError } from "@/lib/errors";
import { endpoint } from "@/lib/http";
import { changeableEdit } from "@/lib/http/changeable-edit";
import { editAnswer } from "@/lib/http/edit-answer";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/edit/{uuid}/check", {
  POST: {
    limit: "check",
    handle: async (exchange) => {
      const id = await changeableEdit(exchange);
      await checkEdit(exchange.services, id);
      const edit = await findEdit(exchange.services, id);
      if (edit === null) throw new AppError("EDIT_NOT_FOUND");
      return editAnswer(edit, exchange);
    },
  },
});
