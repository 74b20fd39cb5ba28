import { editParams } from "@/app/api/edit/common";
import { chainView, getChain } from "@/lib/edits/chain";
import { chainViewSchema } from "@/lib/edits/view-schema";
import { endpoint } from "@/lib/http/endpoint";
import { missingEdit } from "@/lib/moderation/reports";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/chain/{uuid}", {
  params: editParams,
  GET: {
    about: { operationId: "getChain", tag: "Edits", summary: "The way from the first edit to this one" },
    limit: { name: "chain", perMinute: 10 },
    answers: { 200: { description: "Oldest first; walks up, never into branches.", schema: chainViewSchema } },
    errors: ["EDIT_NOT_FOUND"],
    handle: async ({ services, params, origin }) => {
      const chain = await getChain(services, params.uuid);
      if (chain === null) throw await missingEdit(services, params.uuid);
      return chainView(chain, origin);
    },
  },
});
