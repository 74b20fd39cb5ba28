import { z } from "zod";
import { changeableById } from "@/app/api/edit/common";
import { editOfShare } from "@/db/queries/shares";
import { endShare } from "@/lib/edits/shares";
import { endpoint } from "@/lib/http/endpoint";

const shareId = z.uuid();

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/shares/{share}", {
  params: { share: shareId },
  DELETE: {
    limit: { name: "end-share", raisedBy: "change", perMinute: 20 },
    answers: { 204: { description: "Its page is over." } },
    errors: ["NOT_YOURS", "EDIT_NOT_FOUND"],
    handle: async (exchange) => {
      const { services, params } = exchange;
      const editId = shareId.safeParse(params.share).success ? await editOfShare(services.db, params.share) : null;
      // In another tab, or with its picture.
      if (editId === null) return undefined;
      await changeableById(exchange, editId);
      await endShare(services, params.share);
      return undefined;
    },
  },
});
