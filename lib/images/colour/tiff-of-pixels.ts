/** Decoded pixels as a decoder gives them: rows from the top, channels side by side, 16 bits little-endian. */
export type DeepPixels = { data: Uint8Array; width: number; height: number; channels: 3 | 4; bits: 8 | 16 };

const SHORT = 3;
const LONG = 4;
const UNDEFINED = 7;

/**
 * Pixels as an uncompressed TIFF with an ICC profile, so that the decoder's own colour management makes
 * sRGB of them. `icc: null`: they are sRGB.
 */
export function tiffOfPixels({ data, width, height, channels, bits }: DeepPixels, icc: Buffer | null): Buffer {
  const tags: [tag: number, type: number, count: number, value: number | Buffer][] = [
    [256, LONG, 1, width],
    [257, LONG, 1, height],
    [258, SHORT, channels, shorts(Array.from({ length: channels }, () => bits))],
    [259, SHORT, 1, 1],
    [262, SHORT, 1, 2],
    [273, LONG, 1, 0],
    [277, SHORT, 1, channels],
    [278, LONG, 1, height],
    [279, LONG, 1, data.byteLength],
    [284, SHORT, 1, 1],
    // 2: transparency that the colours are not multiplied with.
    ...(channels === 4 ? [[338, SHORT, 1, 2] as [number, number, number, number]] : []),
    ...(icc === null ? [] : [[34_675, UNDEFINED, icc.length, icc] as [number, number, number, Buffer]]),
  ];
  const directory = Buffer.alloc(2 + tags.length * 12 + 4);
  directory.writeUInt16LE(tags.length);
  const blocks: Buffer[] = [];
  let end = 8 + directory.length;
  tags.forEach(([tag, type, count, value], index) => {
    const at = 2 + index * 12;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(count, at + 4);
    if (typeof value === "number") {
      directory.writeUInt32LE(value, at + 8);
    } else {
      directory.writeUInt32LE(end, at + 8);
      const padded = Buffer.concat([value, Buffer.alloc(value.length % 2)]);
      blocks.push(padded);
      end += padded.length;
    }
  });
  directory.writeUInt32LE(end, 2 + tags.findIndex(([tag]) => tag === 273) * 12 + 8);
  const header = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0]);
  return Buffer.concat([header, directory, ...blocks, data]);
}

function shorts(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 2);
  values.forEach((value, index) => bytes.writeUInt16LE(value, index * 2));
  return bytes;
}
