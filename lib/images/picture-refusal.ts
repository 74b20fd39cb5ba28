import { AppError } from "@/lib/errors";

const RULES: readonly [pattern: RegExp, refuse: (cause: Error) => AppError][] = [
  [/pixel limit/i, (cause) => new AppError("IMAGE_TOO_LARGE", { cause })],
  [
    /^timeout/i,
    (cause) =>
      new AppError("INVALID_IMAGE", {
        cause,
        detail: "This picture takes too long to read. Please save it again as a usual JPEG or PNG.",
      }),
  ],
  [
    /out of memory|unable to allocate|cannot allocate/i,
    (cause) => new AppError("UNAVAILABLE", { cause, retryAfterSeconds: 5 }),
  ],
  [/contains unsupported image format/i, (cause) => new AppError("INVALID_IMAGE", { cause })],
  [
    /unsupported|not implemented|no decoder|decoding plugin/i,
    (cause) =>
      new AppError("IMAGE_TYPE_NOT_SUPPORTED", {
        cause,
        detail:
          "This picture uses a variant of its format that cannot be read here. Please save it again as a usual JPEG or PNG.",
      }),
  ],
];

/** What a decoder's error means for whoever sent the picture; most are a damaged file. */
export function pictureRefusal(error: unknown): AppError {
  if (error instanceof AppError) return error;
  if (!(error instanceof Error)) return new AppError("INVALID_IMAGE", { cause: error });
  const rule = RULES.find(([pattern]) => pattern.test(error.message));
  return rule?.[1](error) ?? new AppError("INVALID_IMAGE", { cause: error });
}
