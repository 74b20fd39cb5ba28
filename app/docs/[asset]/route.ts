import { notFoundResponse } from "@/lib/http/unknown-path";
import { openDocsAsset } from "@/lib/openapi/docs-assets";

/** The scripts and styles of the API page, from our own origin. Next takes away a route handler's own compression. */
export async function GET(_request: Request, { params }: { params: Promise<{ asset: string }> }): Promise<Response> {
  const asset = await openDocsAsset((await params).asset);
  if (asset === null) return notFoundResponse();
  return new Response(asset.bytes, {
    headers: {
      "Content-Type": asset.contentType,
      // Addressed with the package's version.
      "Cache-Control": "public, max-age=31536000, immutable",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
