import { AppError } from "@/lib/errors";
import { PICTURE_LIMITS } from "@/lib/images/picture-limits";

const megabytes = (bytes: number): string => (bytes / 1024 / 1024).toFixed(1);

/** The refusal of a request that is longer than any picture may be; names the limit and what was sent, in bytes. */
export function pictureTooLarge(sent: number): AppError {
  const limit = PICTURE_LIMITS.bytes / 1024 / 1024;
  return new AppError("IMAGE_TOO_LARGE", {
    detail: `This picture is too large: ${megabytes(sent)} MB were sent; up to ${limit} MB are allowed.`,
  });
}
