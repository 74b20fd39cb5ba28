import { describe, expect, it } from "vitest";
import { refuseFile, refusePixels } from "./pictures";

const JPEG = "\xff\xd8\xff\xe0";

const fileOf = (name: string, type: string, start: string, size = 1000): File => {
  const file = new File([Uint8Array.from(start.padEnd(64, "\0"), (character) => character.charCodeAt(0))], name, {
    type,
  });
  Object.defineProperty(file, "size", { value: size });
  return file;
};

describe("refuseFile", () => {
  it.each([
    ["photo.jpg", "image/jpeg", JPEG],
    ["photo.jpg_large", "", JPEG],
    ["photo.jfif", "", JPEG],
    ["no-extension", "", "RIFF\0\0\0\0WEBPVP8 "],
    ["photo.HEIC", "", "\0\0\0\x18ftypheic"],
    ["photo.avif", "image/avif", "\0\0\0\x18ftypavif"],
    ["named.txt", "text/plain", "\x89PNG\r\n\x1a\n"],
    ["scan", "application/octet-stream", "MM\0*"],
    ["old", "", "GIF89a"],
  ])("takes %s (%s) by its content", async (name, type, start) => {
    expect(await refuseFile(fileOf(name, type, start))).toBeNull();
  });

  it("says what a wrong file is and what is accepted", async () => {
    const reason = await refuseFile(fileOf("notes.pdf", "application/pdf", "%PDF-1.7"));
    expect(reason).toBe("Please use a JPEG, PNG, WebP, AVIF, HEIC, GIF or TIFF picture. This is application/pdf.");
    expect(await refuseFile(fileOf("notes.xyz", "", "<html>"))).toContain("a .xyz file");
    expect(await refuseFile(fileOf("video", "", "\0\0\0\x18ftypisom"))).toContain("a file of unknown type");
  });

  it("lets the server say what a file is that only has the name of a picture", async () => {
    expect(await refuseFile(fileOf("photo.jpg", "image/jpeg", "<html>"))).toBeNull();
  });

  it("leaves to the server what the browser cannot read", async () => {
    const file = fileOf("photo", "", "");
    file.slice = () => ({ arrayBuffer: () => Promise.reject(new Error("gone")) }) as unknown as Blob;
    expect(await refuseFile(file)).toBeNull();
  });

  it("names the limit and the size of what is too large", async () => {
    expect(await refuseFile(fileOf("a.jpg", "image/jpeg", JPEG, 25 * 1024 * 1024))).toBe(
      "This picture has 25.0 MB. Pictures may have up to 20 MB.",
    );
    expect(await refuseFile(fileOf("a.jpg", "image/jpeg", JPEG, 20 * 1024 * 1024))).toBeNull();
    expect(await refuseFile(fileOf("a.jpg", "image/jpeg", JPEG, 0))).toContain("empty");
  });
});

describe("refusePixels", () => {
  it("names the limit and what was found", () => {
    expect(refusePixels(10_000, 6_000)).toBe("This picture has 60 megapixels. Pictures may have up to 50.");
    expect(refusePixels(8_000, 6_000)).toBeNull();
  });
});
