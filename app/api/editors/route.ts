import { editorsQuerySchema } from "@/lib/edits/schema";
import { editorsView } from "@/lib/edits/editors";
import { endpoint } from "@/lib/http";
import { readQuery } from "@/lib/http/read-query";
import { validate } from "@/lib/http/validate";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/editors", {
  GET: {
    limit: "editors",
    handle: async ({ request, services, client }) => {
      const { width, height } = validate(editorsQuerySchema, readQuery(request, ["width", "height"]));
      const size = width === undefined || height === undefined ? null : { width, height };
      return Response.json(await editorsView(services, size, client.hash));
    },
  },
});
