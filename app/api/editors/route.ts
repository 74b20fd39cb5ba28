import { editorsQuerySchema } from "@/lib/edits/schema";
import { editorsViewSchema } from "@/lib/edits/view-schema";
import { endpoint } from "@/lib/http/endpoint";
import { editorsView } from "@/lib/edits/editors";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/editors", {
  GET: {
    about: {
      operationId: "listEditors",
      tag: "Edits",
      summary: "The configured editors, what they cost and what is left of your budget",
    },
    limit: { name: "editors", perMinute: 60 },
    query: editorsQuerySchema,
    answers: { 200: { description: "The preferred one first.", schema: editorsViewSchema } },
    handle: async ({ query: { width, height }, services, client }) => {
      const size = width === undefined || height === undefined ? null : { width, height };
      return editorsView(services, size, client.hash);
    },
  },
});
