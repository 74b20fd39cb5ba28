import { isoBox } from "@/tests/heic";
import { describe, expect, it } from "vitest";
import { sniffImage } from "./sniff";

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1");
const ftyp = (major: string, ...compatible: string[]): Buffer =>
  Buffer.concat([
    Buffer.from([0, 0, 0, 16 + compatible.length * 4]),
    latin1(`ftyp${major}\0\0\0\0${compatible.join("")}`),
  ]);
const bmp = (headerSize: number): Buffer => {
  const bytes = Buffer.alloc(60);
  bytes.write("BM");
  bytes.writeUInt32LE(headerSize, 14);
  return bytes;
};
/** A TIFF whose first directory holds one number. */
const tiff = (tag: number, value: number): Buffer => {
  const bytes = Buffer.alloc(30);
  bytes.write("II*\0\x08\0\0\0\x01\0", "latin1");
  bytes.writeUInt16LE(tag, 10);
  bytes.writeUInt16LE(4, 12);
  bytes.writeUInt32LE(1, 14);
  bytes.writeUInt32LE(value, 18);
  return bytes;
};

describe("sniffImage", () => {
  it.each([
    ["jpeg", latin1("\xff\xd8\xff\xe0")],
    ["png", latin1("\x89PNG\r\n\x1a\n")],
    ["webp", latin1("RIFF\0\0\0\0WEBPVP8L")],
    ["gif", latin1("GIF87a")],
    ["gif", latin1("GIF89a")],
    ["tiff", tiff(256, 10)],
    ["tiff", latin1("MM\0*\0\0\0\x08")],
    ["tiff", latin1("II+\0\x08\0\0\0")],
    ["avif", ftyp("avif", "mif1")],
    ["avif", ftyp("mif1", "avif", "miaf")],
    ["avif", ftyp("avis", "msf1")],
    ["heic", ftyp("heic", "mif1", "heic")],
    ["heic", ftyp("mif1", "heix")],
    ["heic", ftyp("hevc", "msf1")],
  ])("knows %s by its first bytes", (format, bytes) => {
    expect(sniffImage(bytes)).toEqual({ format });
  });

  it.each([
    ["a BMP picture", bmp(40)],
    ["a BMP picture", bmp(124)],
    ["an SVG drawing", latin1('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    [
      "an SVG drawing",
      latin1(
        '\xef\xbb\xbf  <?xml version="1.0"?>\n<!-- x --><!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
      ),
    ],
    ["an SVG drawing", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("<svg onload='x()'/>", "utf16le")])],
    ["an SVG drawing", latin1("<x><ns:svg xmlns:ns='http://www.w3.org/2000/svg'/></x>")],
    ["a compressed (gzip) file", latin1("\x1f\x8b\x08\0\0\0")],
    ["a PDF document", latin1("%PDF-1.7")],
    ["a PostScript (EPS) file", latin1("%!PS-Adobe-3.0 EPSF-3.0")],
    ["a PostScript (EPS) file", latin1("\xc5\xd0\xd3\xc6\0\0")],
    ["an icon (ICO) file", latin1("\0\0\x01\0\x01\0")],
    ["a Photoshop (PSD) file", latin1("8BPS\0\x01")],
    ["an MVG drawing", latin1("push graphic-context\nfill 'url(https://example.com)'")],
    ["a video", ftyp("isom", "iso2", "mp41")],
    ["an animation without a still picture", Buffer.concat([ftyp("avis", "msf1"), isoBox("moov")])],
    ["an animation without a still picture", Buffer.concat([ftyp("hevc", "msf1"), isoBox("moov")])],
    ["a video", ftyp("qt  ")],
    ["a camera raw file", ftyp("crx ", "isom")],
    ["a camera raw file", tiff(50_706, 1)],
    ["a camera raw file", tiff(254, 1)],
    ["a camera raw file", latin1("II*\0\x10\0\0\0CR\x02\0")],
    ["a ZIP archive or an Office document", latin1("PK\x03\x04")],
    ["a JPEG XL picture", latin1("\xff\x0a\0")],
    ["a JPEG XL picture", latin1("\0\0\0\x0cJXL \r\n\x87\n")],
    ["a JPEG 2000 picture", latin1("\0\0\0\x0cjP  \r\n\x87\n")],
    ["a sound or video (RIFF) file", latin1("RIFF\0\0\0\0WAVE")],
    ["a web page", latin1("<!DOCTYPE html><html>")],
    ["a web page", latin1("\n\n<HTML><body onload=alert(1)>")],
    ["an XML or HTML text", latin1("<?xml version='1.0'?><feed/>")],
    ["a text file", latin1("this is not an image\n")],
    ["a text file", Buffer.from("P3 schöne Grüße\n")],
    ["a program", latin1("\x7fELF\x02")],
    ["a program", latin1("MZ\x90\0")],
    ["not a picture of a known kind", Buffer.from([1, 2, 3, 4, 5, 6, 7, 200, 201])],
    ["not a picture of a known kind", Buffer.alloc(0)],
    ["not a picture of a known kind", Buffer.alloc(64)],
  ])("names %s", (name, bytes) => {
    expect(sniffImage(bytes)).toEqual({ name });
  });

  it("is not misled by what stands further back", () => {
    expect(sniffImage(latin1("<svg/>\xff\xd8\xff\xe0\x89PNG\r\n\x1a\n"))).toHaveProperty("name");
    expect(sniffImage(latin1("\xff\xd8\xff\xe0<svg onload=x()>"))).toEqual({ format: "jpeg" });
  });

  it("gives no file that begins like text or a document to a decoder", () => {
    for (const start of ["<svg", "%PDF", "%!PS", "\x1f\x8b", "push graphic-context", "\0\0\x01\0", "BM", "P6 "]) {
      expect(sniffImage(Buffer.concat([latin1(start), Buffer.alloc(600, 0x41)]))).not.toHaveProperty("format");
    }
  });
});
