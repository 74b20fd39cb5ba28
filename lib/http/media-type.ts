import { AppError } from "@/lib/errors";

export type MediaType = "application/json" | "multipart/form-data";

/**
 * The type of a request's body, which must be one of `accepted`. A page of another origin cannot
 * send JSON without asking first, which is why nothing else is taken for it.
 * @throws {AppError} `CONTENT_TYPE_NOT_SUPPORTED`
 */
export function mediaType<Type extends MediaType>(request: Request, accepted: readonly Type[]): Type {
  const [type = "", ...parameters] = (request.headers.get("content-type") ?? "")
    .toLowerCase()
    .split(";")
    .map((part) => part.trim());
  const known = accepted.find((candidate) => candidate === type);
  const charset = parameters.find((parameter) => parameter.startsWith("charset="))?.slice(8);
  if (known !== undefined && (charset === undefined || /^"?utf-8"?$/.test(charset))) return known;
  throw new AppError("CONTENT_TYPE_NOT_SUPPORTED", { detail: `Send ${accepted.join(" or ")}.` });
}
