import { chainView, getChain } from "@/lib/edits/chain";
import { AppError } from "@/lib/errors";
import { endpoint } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/chain/{uuid}", {
  GET: {
    limit: "chain",
    handle: async ({ services, params, origin }) => {
      const chain = await getChain(services, params["uuid"] ?? "");
      if (chain === null) throw new AppError("EDIT_NOT_FOUND");
      return Response.json(chainView(chain, origin));
    },
  },
});
