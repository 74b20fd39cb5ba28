import { contentTypeOf, isBlobKey } from "@/lib/blob/blob-key";
import type { Blob, BlobInfo, BlobStore } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";
import { matchesTag } from "@/lib/http/entity-tag";
import { contentDisposition } from "./content-disposition";

/**
 * One stored picture, streamed with its own type and headers under which nothing in it could ever
 * run. `?download=<name>` asks the browser to save it under that name.
 * @throws {AppError} NOT_FOUND for whatever is not a picture's key or is not there (an upload that
 * was not looked into yet is not a picture); UNAVAILABLE when the store does not answer.
 */
export async function pictureResponse(request: Request, key: string, blobs: BlobStore): Promise<Response> {
  if (!isBlobKey(key) || !contentTypeOf(key).startsWith("image/")) throw new AppError("NOT_FOUND");
  const tag = `"${key.slice(0, 32)}"`;
  const headers = new Headers({
    "Cache-Control": "private, max-age=86400, immutable",
    "Content-Disposition": contentDisposition(key, new URL(request.url).searchParams.get("download")),
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-site",
    ETag: tag,
    "X-Content-Type-Options": "nosniff",
  });
  if (matchesTag(request.headers.get("if-none-match"), tag)) {
    await read(() => blobs.head(key));
    return new Response(null, { status: 304, headers });
  }
  const isHead = request.method === "HEAD";
  const blob: BlobInfo & { body?: Blob["body"] } = await read<BlobInfo>(() =>
    isHead ? blobs.head(key) : blobs.get(key),
  );
  headers.set("Content-Type", blob.contentType);
  headers.set("Content-Length", String(blob.size));
  return new Response(blob.body ?? null, { headers });
}

async function read<T>(ask: () => Promise<T | null>): Promise<T> {
  const found = await ask().catch((error: unknown) => {
    if (error instanceof AppError && error.code === "STORAGE_UNAVAILABLE")
      throw new AppError("UNAVAILABLE", { cause: error });
    throw error;
  });
  if (found === null) throw new AppError("NOT_FOUND");
  return found;
}
