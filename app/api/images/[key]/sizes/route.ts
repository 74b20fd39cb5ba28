import { contentTypeOf, isBlobKey } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";
import { requesterOf } from "@/lib/http/client";
import { endpoint } from "@/lib/http/endpoint";
import { measureFormats } from "@/lib/images/convert";
import { refuseTakenDown } from "@/lib/moderation/reports";
import { DOWNLOAD_FORMATS, type DownloadFormat } from "@/lib/picture-formats";
import { CONVERSION_LIMIT, pictureQuery } from "../../picture-query";
import { makeOfPicture } from "../../picture-response";

const FORMATS = Object.keys(DOWNLOAD_FORMATS) as DownloadFormat[];

export const dynamic = "force-dynamic";

/**
 * How large a stored picture is in each format that it can be downloaded in and that holds it, with `quality` and
 * `longest` as they would be asked for: for the page's list of them.
 */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/images/{key}/sizes", {
  GET: {
    limit: CONVERSION_LIMIT,
    query: pictureQuery.omit({ format: true }),
    handle: async ({ params, query, services, client }) => {
      const { key } = params;
      if (!isBlobKey(key) || !contentTypeOf(key).startsWith("image/")) throw new AppError("NOT_FOUND");
      await refuseTakenDown(services, key);
      const asked = { key, blobs: services.blobs, requester: requesterOf(client) };
      const sizes = await makeOfPicture(asked, async (bytes, { contentType }) => {
        // What is wanted otherwise than it is stored has to be made.
        const isAsStored = query.quality === undefined && query.longest === undefined;
        const stored = isAsStored ? FORMATS.find((format) => DOWNLOAD_FORMATS[format].type === contentType) : undefined;
        const measured = await measureFormats(
          bytes,
          FORMATS.filter((format) => format !== stored),
          query,
        );
        return stored === undefined ? measured : { ...measured, [stored]: { bytes: bytes.byteLength, exact: true } };
      });
      return Response.json(sizes, { headers: { "Cache-Control": "private, max-age=86400, immutable" } });
    },
  },
});
