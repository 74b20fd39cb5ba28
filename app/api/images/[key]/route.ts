import { endpoint } from "@/lib/http/endpoint";
import { pictureResponse } from "../picture-response";

export const dynamic = "force-dynamic";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/images/{key}", {
  GET: {
    limit: null,
    handle: ({ request, params, services }) =>
      pictureResponse(request, params.key, services.blobs, { embeddable: services.env.allowedOrigins.length > 0 }),
  },
});
