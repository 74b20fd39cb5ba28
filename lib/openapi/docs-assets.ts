import { readFile } from "node:fs/promises";
import path from "node:path";

/** The files that the API page needs from `swagger-ui-dist`, by name, with their types. */
const ASSETS = {
  "swagger-ui.css": "text/css; charset=utf-8",
  "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
} as const;

type Asset = { contentType: string; bytes: Buffer<ArrayBuffer> };

/** One of these files, or `null` for any other name. They are part of the deployment: see `outputFileTracingIncludes`. */
export async function openDocsAsset(name: string): Promise<Asset | null> {
  const contentType = Object.entries(ASSETS).find(([known]) => known === name)?.[1];
  if (contentType === undefined) return null;
  const bytes = await readFile(path.join(process.cwd(), "node_modules", "swagger-ui-dist", name));
  return { contentType, bytes };
}
