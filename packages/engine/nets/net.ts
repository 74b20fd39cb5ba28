import { readFile } from "node:fs/promises";
import { packageFile } from "../package-file";
import { type Cv, withMats } from "../pixels/opencv";
import type { Raster } from "../pixels/raster";
import { throughSharp } from "../pixels/resize";

/**
 * Two small nets that find, and make nothing. Weights and what goes in and out: MediaPipe's models
 * "Selfie Segmentation" (general) and "BlazeFace" (full range, dense), Apache-2.0, in the packages that publish them.
 */
const NETS = {
  person: { file: "@mediapipe/selfie_segmentation/selfie_segmentation.tflite", side: 256, from: 0 },
  face: { file: "@mediapipe/face_detection/face_detection_full_range.tflite", side: 192, from: -1 },
} as const;

/** A part of a picture in whole pixels. */
export type Box = { left: number; top: number; width: number; height: number };

export type NetName = keyof typeof NETS;

/** What OpenCV's wasm build has beside the types that it declares. */
type Dnn = {
  readNetFromTFLite1(weights: Uint8Array): Net;
  blobFromImage(...args: unknown[]): InstanceType<Cv["Mat"]>;
};

type Net = { setInput(blob: unknown): void; forward(output: string): InstanceType<Cv["Mat"]>; delete(): void };

const loading = new Map<NetName, Promise<Net>>();

/** Reads a net once per thread: about 30 ms, and as much memory as its weights have a few times over. */
async function loadNet(name: NetName, cv: Cv): Promise<Net> {
  const weights = new Uint8Array(await readFile(/* turbopackIgnore: true */ packageFile(NETS[name].file)));
  return (cv as unknown as Dnn).readNetFromTFLite1(weights);
}

/** What a net looks at: levels 0..255 of red, green and blue on its square, row by row. */
export type Square = Uint8Array;

/** A picture or a part of it, fitted into a net's square: `stretched` to it, or as a whole with black beside it. */
export async function squareOf(
  name: NetName,
  raster: Raster,
  fit: "stretched" | "whole",
  part: Box | null,
): Promise<Square> {
  const { side } = NETS[name];
  const { data } = await throughSharp(raster, (image) =>
    (part === null ? image : image.extract(part))
      .flatten({ background: "#808080" })
      .resize(side, side, { fit: fit === "whole" ? "contain" : "fill", background: "black", kernel: "linear" }),
  );
  return data;
}

/** The mirror image of a square of that side, left for right. */
export function mirrored(square: Square, side: number): Square {
  const out = new Uint8Array(square.length);
  for (let place = 0; place < side * side; place++) {
    const from = (Math.floor(place / side) * side + side - 1 - (place % side)) * 3;
    for (let channel = 0; channel < 3; channel++) out[place * 3 + channel] = square[from + channel] ?? 0;
  }
  return out;
}

/** What a net says of a square, for each of its outputs a row of numbers. */
export async function askNet(
  name: NetName,
  square: Square,
  outputs: readonly string[],
  cv: Cv,
): Promise<Float32Array[]> {
  const { side, from } = NETS[name];
  const net = await (loading.get(name) ?? remember(name, loadNet(name, cv)));
  return withMats((mat) => {
    const image = mat(cv.matFromArray(side, side, cv.CV_8UC3, square));
    // Levels 0..255 to 0..1, or to −1..1.
    const [scale, middle] = from === 0 ? [1 / 255, 0] : [1 / 127.5, 127.5];
    const size = new cv.Size(side, side);
    const mean = new cv.Scalar(middle, middle, middle, 0);
    const blob = mat((cv as unknown as Dnn).blobFromImage(image, scale, size, mean, false, false, cv.CV_32F));
    net.setInput(blob);
    return outputs.map((output) => Float32Array.from(mat(net.forward(output)).data32F));
  });
}

function remember(name: NetName, net: Promise<Net>): Promise<Net> {
  loading.set(name, net);
  net.catch(() => loading.delete(name));
  return net;
}
