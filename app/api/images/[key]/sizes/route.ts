import { contentTypeOf, isBlobKey } from "@/lib/blob/blob-key";
import { readBlob } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";
import { endpoint } from "@/lib/http/endpoint";
import { conversionTurns } from "@/lib/images/client-turns";
import { measureFormats } from "@/lib/images/convert";
import { DOWNLOAD_FORMATS, type DownloadFormat } from "@/lib/picture-formats";
import { CONVERSION_LIMIT } from "../../picture-query";

export const dynamic = "force-dynamic";

/** How large a stored picture is in each format that it can be downloaded in: for the page's list of them. */
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/images/{key}/sizes", {
  GET: {
    limit: CONVERSION_LIMIT,
    handle: async ({ params, services, client }) => {
      const { key } = params;
      if (!isBlobKey(key) || !contentTypeOf(key).startsWith("image/")) throw new AppError("NOT_FOUND");
      const sizes = await conversionTurns.run(client.hash, async () => {
        const blob = await services.blobs.get(key).catch((cause: unknown) => {
          throw new AppError("UNAVAILABLE", { cause });
        });
        if (blob === null) throw new AppError("NOT_FOUND");
        const stored = (Object.keys(DOWNLOAD_FORMATS) as DownloadFormat[]).find(
          (format) => DOWNLOAD_FORMATS[format].type === blob.contentType,
        );
        const measured = await measureFormats(await readBlob(blob));
        return stored === undefined ? measured : { ...measured, [stored]: { bytes: blob.size, exact: true } };
      });
      return Response.json(sizes, { headers: { "Cache-Control": "private, max-age=86400, immutable" } });
    },
  },
});
