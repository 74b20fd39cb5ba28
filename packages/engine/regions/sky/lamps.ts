import { tentBlur } from "../../pixels/box-filter";
import { lumaOf } from "../../pixels/colour-matrix";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import { smoothstep } from "../../pixels/smoothstep";
import { type PlaneReader, fillRow, planeReader } from "../../pixels/stretched-rows";

/** Longer side of the copy on which the surroundings of lamps are looked at, in pixels. */
const SMALL = 320;

/** On the copy, in pixels: what counts as around a lamp, and how far its glow reaches. */
const AROUND = 24;
const GLOW = 5;

/** Below this mean light (0..255) a picture is of the night, and white lights are lamps as well. */
const NIGHT = 60;

/** No lamp is as dark as this. */
const DIM = 212;

/** Tells lamps and lit windows from all else, row by row of the full picture. */
export type Lamps = {
  moveTo(y: number): void;
  /** Fills a row with how far, 0..1, each colour of the picture is that of a lamp there; `from` is where the row begins in `data`. */
  shares(data: Buffer, from: number, channels: number, row: Float32Array): void;
  /** Fills a row with the light of the lamps that shines around them, 0..255, for channel 0..2. */
  glow(channel: number, row: Float32Array): void;
};

/** Looks for what is bright, warm and much lighter than all around it. `isOut` leaves places out (0..1 across and down). */
export async function findLamps(raster: Raster, isOut: (x: number, y: number) => boolean): Promise<Lamps> {
  const scale = Math.min(1, SMALL / Math.max(raster.width, raster.height));
  const [width, height] = [Math.ceil(raster.width * scale), Math.ceil(raster.height * scale)];
  const { data } = await throughSharp(raster, (image) => image.ensureAlpha().resize(width, height, { fit: "fill" }));
  const channel = (offset: number): Plane => planeOf(width, height, (index) => data[index * 4 + offset] ?? 0);
  const [red, green, blue] = [channel(0), channel(1), channel(2)];
  const at = (plane: Plane, index: number): number => plane.values[index] ?? 0;
  const light = planeOf(width, height, (index) => lumaOf(at(red, index), at(green, index), at(blue, index)));
  const around = tentBlur(light, AROUND);
  const isNight = light.values.reduce((sum, value) => sum + value, 0) < NIGHT * width * height;
  const share = planeOf(width, height, (index) =>
    isOut((index % width) / width, Math.floor(index / width) / height)
      ? 0
      : lampShare(at(red, index), at(green, index), at(blue, index), at(around, index), isNight),
  );
  const glow = (plane: Plane): Plane =>
    tentBlur(
      planeOf(width, height, (index) => at(plane, index) * at(share, index)),
      GLOW,
    );
  const reader: PlaneReader = planeReader([around, glow(red), glow(green), glow(blue)], raster.width, raster.height);
  return {
    moveTo: (y) => reader.moveTo(y),
    shares(data, from, channels, row) {
      for (let x = 0, at = from; x < row.length; x++, at += channels) {
        const [r, g, b] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
        row[x] = Math.max(r, g, b) < DIM ? 0 : lampShare(r, g, b, reader.at(0, x), isNight);
      }
    },
    glow: (channel, row) => fillRow(reader, channel + 1, row),
  };
}

function lampShare(red: number, green: number, blue: number, around: number, isNight: boolean): number {
  const most = Math.max(red, green, blue);
  if (most < DIM) return 0;
  const warm = isNight ? 1 : smoothstep(18, 60, red - blue) * smoothstep(-40, 0, red - green);
  return warm * smoothstep(DIM, 246, most) * smoothstep(75, 135, lumaOf(red, green, blue) - around);
}
