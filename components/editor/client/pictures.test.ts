import { describe, expect, it } from "vitest";
import { refuseFile, refusePixels } from "./pictures";

describe("refuseFile", () => {
  it.each([
    ["photo.jpg", "image/jpeg"],
    ["photo.HEIC", ""],
    ["no-extension", "image/webp"],
  ])("takes %s (%s)", (name, type) => {
    expect(refuseFile({ name, type, size: 1000 })).toBeNull();
  });

  it("says what a wrong file is and what is accepted", () => {
    const reason = refuseFile({ name: "notes.pdf", type: "application/pdf", size: 1000 });
    expect(reason).toContain("application/pdf");
    expect(reason).toContain("JPEG, PNG, WebP");
  });

  it("names the limit and the size of what is too large", () => {
    expect(refuseFile({ name: "a.jpg", type: "image/jpeg", size: 25 * 1024 * 1024 })).toBe(
      "This picture has 25.0 MB. Pictures may have up to 20 MB.",
    );
    expect(refuseFile({ name: "a.jpg", type: "image/jpeg", size: 20 * 1024 * 1024 })).toBeNull();
    expect(refuseFile({ name: "a.jpg", type: "image/jpeg", size: 0 })).toContain("empty");
  });
});

describe("refusePixels", () => {
  it("names the limit and what was found", () => {
    expect(refusePixels(10_000, 6_000)).toBe("This picture has 60 megapixels. Pictures may have up to 50.");
    expect(refusePixels(8_000, 6_000)).toBeNull();
  });
});
