import type { PictureFormat } from "@/lib/picture-formats";
import { heifFacts } from "../heif";
import { type Chromaticity, codedColours, type ColourSpace, SRGB_PRIMARIES } from "./colour-space";

/**
 * The colour space that a file tells by anything but an ICC profile, which the decoder honours itself:
 * nclx (AVIF, HEIC), cICP, gAMA and cHRM (PNG). `null`: sRGB, or it has a profile.
 */
export function fileColours(bytes: Buffer, format: PictureFormat): ColourSpace | null {
  if (format === "png") return pngColours(bytes);
  if (format !== "avif" && format !== "heic") return null;
  const { nclx } = heifFacts(bytes);
  return nclx === null ? null : codedColours(nclx.primaries, nclx.transfer, "srgb");
}

/** How a screen shows video (ITU-R BT.1886): what browsers take a PNG by that says its numbers are video's. */
const SCREEN = { gamma: 2.4 };

/** 1/2.2 is how sRGB was written before there was a chunk for it. */
const USUAL_GAMMA = 45_455;

/** The code point that says nothing. */
const UNSAID = 2;

/** In a PNG the chunks of colour come before the pixels; cICP counts before iCCP, that before sRGB (PNG 3, 13.13). */
function pngColours(bytes: Buffer): ColourSpace | null {
  const chunks = headChunks(bytes);
  const coded = chunks.get("cICP");
  const [codeOfPrimaries = UNSAID, codeOfTransfer = UNSAID] = coded?.length === 4 ? [...coded] : [];
  if (codeOfPrimaries !== UNSAID || codeOfTransfer !== UNSAID) {
    const space = codedColours(codeOfPrimaries, codeOfTransfer, SCREEN);
    // sRGB by numbers: the profile beside them is not to be applied.
    return space === null && chunks.has("iCCP") ? { primaries: SRGB_PRIMARIES, transfer: "srgb" } : space;
  }
  if (chunks.has("iCCP") || chunks.has("sRGB")) return null;
  const gamma = chunks.get("gAMA");
  const points = chunks.get("cHRM");
  if (gamma?.length !== 4 || gamma.readUInt32BE(0) === 0) return null;
  const written = gamma.readUInt32BE(0);
  if (points?.length !== 32 && written === USUAL_GAMMA) return null;
  const primaries = points?.length === 32 ? readPrimaries(points) : SRGB_PRIMARIES;
  return { primaries, transfer: { gamma: 100_000 / written } };
}

function readPrimaries(points: Buffer): ColourSpace["primaries"] {
  const at = (index: number): Chromaticity => [
    points.readUInt32BE(index * 8) / 100_000,
    points.readUInt32BE(index * 8 + 4) / 100_000,
  ];
  const [white, red, green, blue] = [at(0), at(1), at(2), at(3)];
  const read = { white, red, green, blue };
  return isTriangle(read) ? read : SRGB_PRIMARIES;
}

/** Whether three colours and a white span anything: else there is no way to reckon with them. */
function isTriangle({ red, green, blue, white }: ColourSpace["primaries"]): boolean {
  const area = (red[0] - blue[0]) * (green[1] - blue[1]) - (green[0] - blue[0]) * (red[1] - blue[1]);
  return Math.abs(area) > 0.01 && [red, green, blue, white].every(([x, y]) => x < 1.1 && y > 0.01 && y < 1.1);
}

const MOST_CHUNKS = 1000;

function headChunks(bytes: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  let offset = 8;
  for (let count = 0; count < MOST_CHUNKS && offset + 12 <= bytes.length; count += 1) {
    const length = bytes.readUInt32BE(offset);
    const type = bytes.toString("latin1", offset + 4, offset + 8);
    if (type === "IDAT" || offset + 12 + length > bytes.length) break;
    if (!chunks.has(type)) chunks.set(type, bytes.subarray(offset + 8, offset + 8 + length));
    offset += 12 + length;
  }
  return chunks;
}
