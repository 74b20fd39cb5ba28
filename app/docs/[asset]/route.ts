import { readFile } from "node:fs/promises";
import path from "node:path";
import { notFoundResponse } from "@/lib/http/response";

/** The files that the API page needs from `swagger-ui-dist`, by name, with their types. */
const ASSETS: Partial<Record<string, string>> = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
};

/** The scripts and styles of the API page, from our own origin. Next takes away a route handler's own compression. */
export async function GET(_request: Request, { params }: { params: Promise<{ asset: string }> }): Promise<Response> {
  const { asset: name } = await params;
  const contentType = Object.hasOwn(ASSETS, name) ? ASSETS[name] : undefined;
  if (contentType === undefined) return notFoundResponse();
  // Part of the deployment by `outputFileTracingIncludes` of next.config.mjs.
  const bytes = await readFile(path.join(process.cwd(), "node_modules", "swagger-ui-dist", name));
  return new Response(bytes, {
    headers: {
      "Content-Type": contentType,
      // Addressed with the package's version.
      "Cache-Control": "public, max-age=31536000, immutable",
      "X-Content-Type-Options": "nosniff",
    },
  });
}
