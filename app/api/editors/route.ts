import { editorsView } from "@/lib/edits/editors-view";
import { endpoint } from "@/lib/http";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/editors", {
  GET: { limit: "editors", handle: async ({ services }) => Response.json(await editorsView(services)) },
});
