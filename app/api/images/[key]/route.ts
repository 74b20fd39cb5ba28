import { requesterOf } from "@/lib/http/client";
import { endpoint } from "@/lib/http/endpoint";
import { PICTURE_LIMIT } from "@/lib/limits/policies";
import { refuseTakenDown } from "@/lib/moderation/reports";
import { conversionOf, countConversion, pictureQuery } from "../picture-query";
import { pictureResponse } from "../picture-response";

export const dynamic = "force-dynamic";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/images/{key}", {
  GET: {
    // Those that are made anew are counted besides.
    limit: PICTURE_LIMIT,
    query: pictureQuery,
    handle: async ({ request, params, query, services, client }) => {
      await refuseTakenDown(services, params.key);
      const conversion = conversionOf(params.key, query);
      if (conversion !== null && request.method !== "HEAD") await countConversion({ services, client });
      return pictureResponse(request, params.key, services.blobs, {
        conversion,
        requester: requesterOf(client),
        embeddable: services.env.allowedOrigins.length > 0,
      });
    },
  },
});
