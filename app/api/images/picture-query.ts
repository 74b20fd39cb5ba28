import { z } from "zod";
import { contentTypeOf, isBlobKey } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";
import { requesterOf, takeLimit, tooMany } from "@/lib/http/client";
import type { Exchange } from "@/lib/http/contract";
import type { Limit } from "@/lib/limits/policies";
import type { Conversion } from "@/lib/images/convert";
import { DOWNLOAD_FORMATS, type DownloadFormat } from "@/lib/picture-formats";

const FORMAT_NAMES = Object.keys(DOWNLOAD_FORMATS) as [DownloadFormat, ...DownloadFormat[]];

/** The form of a picture that a request wants; without, the stored one. */
export const pictureQuery = z.object({
  format: z.enum(FORMAT_NAMES, `Use one of ${FORMAT_NAMES.join(", ")}.`).optional(),
  quality: z
    .string()
    .regex(/^(?:[1-9]\d?|100)$/, "Use a whole number from 1 to 100.")
    .transform(Number)
    .optional(),
  longest: z
    .string()
    .regex(/^[1-9]\d{0,4}$/, "Use a whole number of pixels, from 1 to 99999.")
    .transform(Number)
    .optional(),
});

/** How often a client may have a picture encoded anew. */
export const CONVERSION_LIMIT: Limit = { name: "conversion", raisedBy: "status", perMinute: 30 };

/**
 * Counts a picture that is about to be encoded anew.
 * @throws {AppError} `RATE_LIMITED`
 */
export async function countConversion({ services, client }: Pick<Exchange, "services" | "client">): Promise<void> {
  const taken = await takeLimit(services, CONVERSION_LIMIT, requesterOf(client), "read");
  if (taken?.allowed === false) throw tooMany(taken);
}

/**
 * What has to be done to a stored picture; `null` where it is as it is wanted: in that format, at its own size and of
 * no lower quality than is asked for.
 * @throws {AppError} NOT_FOUND for what is no picture's key; VALIDATION_FAILED for a quality or a side without a format.
 */
export function conversionOf(
  key: string,
  { format, quality, longest }: z.output<typeof pictureQuery>,
): Conversion | null {
  if (format === undefined && quality === undefined && longest === undefined) return null;
  if (!isBlobKey(key) || !contentTypeOf(key).startsWith("image/")) throw new AppError("NOT_FOUND");
  if (format === undefined || (format === "png" && quality !== undefined)) {
    const message = format === undefined ? "Say the format as well." : "PNG has no quality.";
    const path = quality === undefined ? "longest" : "quality";
    throw new AppError("VALIDATION_FAILED", { fields: [{ path, message }] });
  }
  const usual = DOWNLOAD_FORMATS[format].quality;
  const isStored = contentTypeOf(key) === DOWNLOAD_FORMATS[format].type;
  // A stored JPEG is of the usual quality: a higher one would only be larger.
  if (
    isStored &&
    longest === undefined &&
    (quality === undefined || (format === "jpeg" && quality >= DOWNLOAD_FORMATS.jpeg.quality))
  )
    return null;
  return { format, quality: quality ?? usual ?? 100, ...(longest === undefined ? {} : { longest }) };
}
