import { readFileSync } from "node:fs";
import path from "node:path";
import { boxesOf, insideBoxes } from "@/lib/images/boxes";

// HEIC files put together of tiles of 64 × 64 pixels in one colour, which `heif-enc` made: what a phone writes
// around the pixels, byte by byte.

export type TileColour = "red" | "green" | "blue" | "white" | "grey-10bit";

const file = (name: string): Buffer => readFileSync(path.join(import.meta.dirname, "files", name));

const u16 = (...values: number[]): Buffer => Buffer.from(values.flatMap((value) => [value >> 8, value & 255]));

export function u32(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
}

export function isoBox(type: string, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, "latin1"), body]);
}

const fullBox = (type: string, version: number, flags: number, ...parts: Uint8Array[]): Buffer =>
  isoBox(type, Buffer.from([version, 0, 0, flags]), ...parts);

export type HeicItem = {
  type: string;
  data: Buffer;
  properties: Buffer[];
  isHidden?: boolean;
  /** Items by number, from 1. */
  references?: { type: string; to: number[] }[];
};

export const ispe = (width: number, height: number): Buffer => fullBox("ispe", 0, 0, u32(width, height));

/** Turned against the clock by so many quarters. */
export const irot = (quarters: number): Buffer => isoBox("irot", Buffer.from([quarters]));

/** Mirrored: 0 top and bottom change places, 1 left and right. */
export const imir = (axis: 0 | 1): Buffer => isoBox("imir", Buffer.from([axis]));

export const iccColr = (icc: Uint8Array): Buffer => isoBox("colr", Buffer.from("prof"), icc);

export const nclxColr = (primaries: number, transfer: number, matrix: number): Buffer =>
  isoBox("colr", Buffer.from("nclx"), u16(primaries, transfer, matrix), Buffer.from([0x80]));

/** A tile as an item: its own decoder configuration and pixels. */
export function tileItem(colour: TileColour, ...properties: Buffer[]): HeicItem {
  const bytes = file(`tile-${colour}.heic`);
  const top = [...boxesOf(bytes)];
  const configuration = insideBoxes(insideBoxes(insideBoxes(top, "meta", 4), "iprp"), "ipco").find(
    ({ type }) => type === "hvcC",
  );
  const data = top.find(({ type }) => type === "mdat")?.body;
  if (configuration === undefined || data === undefined) throw new Error("no tile");
  return { type: "hvc1", data, properties: [isoBox("hvcC", configuration.body), ispe(64, 64), ...properties] };
}

/** Items 2 to 5 side by side in two rows, as item 1. */
export function gridItem(width: number, height: number, ...properties: Buffer[]): HeicItem {
  return {
    type: "grid",
    data: Buffer.concat([Buffer.from([0, 0, 1, 1]), u16(width, height)]),
    properties: [ispe(width, height), ...properties],
    references: [{ type: "dimg", to: [2, 3, 4, 5] }],
  };
}

/** Exif with an orientation, about item 1. */
export function exifItem(orientation: number): HeicItem {
  const tiff = Buffer.concat([
    Buffer.from("MM\0*\0\0\0\x08", "latin1"),
    u16(1, 0x0112, 3),
    u32(1),
    u16(orientation, 0),
    u32(0),
  ]);
  return {
    type: "Exif",
    data: Buffer.concat([u32(6), Buffer.from("Exif\0\0", "latin1"), tiff]),
    properties: [],
    references: [{ type: "cdsc", to: [1] }],
  };
}

/** An auxiliary picture (a depth map, a gain map, transparency) of item 1. */
export function auxiliaryItem(colour: TileColour, meaning: string): HeicItem {
  const auxC = fullBox("auxC", 0, 0, Buffer.from(`${meaning}\0`, "latin1"));
  return { ...tileItem(colour, auxC), references: [{ type: "auxl", to: [1] }] };
}

/** A HEIC file of these items; the first is the main one. */
export function heicOf(items: readonly HeicItem[], brand = "heic"): Buffer {
  const ftyp = isoBox("ftyp", Buffer.from(brand), u32(0), Buffer.from(`mif1${brand}`));
  const properties = items.flatMap((item) => item.properties);
  let counted = 0;
  const associations = items.map((item, index) => {
    const numbers = item.properties.map(() => (counted += 1));
    return Buffer.concat([u16(index + 1), Buffer.from([numbers.length, ...numbers.map((number) => number | 0x80)])]);
  });
  const infos = items.map(({ type, isHidden }, index) =>
    fullBox("infe", 2, isHidden === true ? 1 : 0, u16(index + 1, 0), Buffer.from(`${type}\0`, "latin1")),
  );
  const references = items.flatMap(({ references: of = [] }, index) =>
    of.map(({ type, to }) => isoBox(type, u16(index + 1, to.length, ...to))),
  );
  const locations = (start: number): Buffer => {
    let offset = start;
    return fullBox(
      "iloc",
      0,
      0,
      Buffer.from([0x44, 0x00]),
      u16(items.length),
      ...items.map(({ data }, index) => {
        const entry = Buffer.concat([u16(index + 1, 0, 1), u32(offset, data.length)]);
        offset += data.length;
        return entry;
      }),
    );
  };
  const meta = (start: number): Buffer =>
    fullBox(
      "meta",
      0,
      0,
      fullBox("hdlr", 0, 0, u32(0), Buffer.from("pict"), u32(0, 0, 0), Buffer.from([0])),
      fullBox("pitm", 0, 0, u16(1)),
      locations(start),
      fullBox("iinf", 0, 0, u16(items.length), ...infos),
      ...(references.length === 0 ? [] : [fullBox("iref", 0, 0, ...references)]),
      isoBox("iprp", isoBox("ipco", ...properties), fullBox("ipma", 0, 0, u32(items.length), ...associations)),
    );
  const start = ftyp.length + meta(0).length + 8;
  return Buffer.concat([ftyp, meta(start), isoBox("mdat", ...items.map(({ data }) => data))]);
}
