import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { pictureRefusal } from "./picture-refusal";

describe("pictureRefusal", () => {
  it.each([
    ["Input image exceeds pixel limit", "IMAGE_TOO_LARGE", /50 megapixels/],
    ["timeout: 42% complete", "INVALID_IMAGE", /too long/],
    ["VipsImage: out of memory --- size == 190MB", "UNAVAILABLE", /try again/],
    ["Input buffer contains unsupported image format", "INVALID_IMAGE", /damaged/],
    ["VipsJpeg: Unsupported JPEG process: SOF type 0xc3", "IMAGE_TYPE_NOT_SUPPORTED", /variant/],
    ["heif: Unsupported feature: Unsupported codec (4.3000)", "IMAGE_TYPE_NOT_SUPPORTED", /variant/],
    ["VipsJpeg: premature end of JPEG image", "INVALID_IMAGE", /cut short/],
    ["something new", "INVALID_IMAGE", /damaged/],
  ])("takes %j for %s", (message, code, sentence) => {
    const cause = new Error(message);
    const refusal = pictureRefusal(cause);
    expect(refusal).toMatchObject({ code, cause });
    expect(refusal.detail).toMatch(sentence);
    expect(refusal.detail).not.toContain(message);
  });

  it("leaves an error of ours as it is, and takes anything else for damage", () => {
    const own = new AppError("UNAVAILABLE");
    expect(pictureRefusal(own)).toBe(own);
    expect(pictureRefusal("a string")).toMatchObject({ code: "INVALID_IMAGE", cause: "a string" });
  });
});
