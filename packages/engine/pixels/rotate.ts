import type { Raster } from "./raster";
import { throughSharp } from "./resize";

/**
 * Turns a picture clockwise by less than 45 degrees and crops it, in its own proportions, to what stays
 * full. The number of channels stays.
 */
export async function turnAndFill(raster: Raster, degrees: number): Promise<Raster> {
  const { width, height } = raster;
  const angle = (Math.abs(degrees) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const share = Math.min(width / (width * cos + height * sin), height / (width * sin + height * cos));
  const signed = (degrees * Math.PI) / 180;
  const matrix: [[number, number], [number, number]] = [
    [Math.cos(signed), -Math.sin(signed)],
    [Math.sin(signed), Math.cos(signed)],
  ];
  const turned = await throughSharp(raster, (image) =>
    image.affine(matrix, { interpolator: "bicubic", background: "#000" }),
  );
  // One pixel less on each side: the outermost are mixed with the background.
  const to = {
    width: Math.max(1, Math.min(turned.width, Math.floor(width * share) - 2)),
    height: Math.max(1, Math.min(turned.height, Math.floor(height * share) - 2)),
  };
  const left = Math.floor((turned.width - to.width) / 2);
  const top = Math.floor((turned.height - to.height) / 2);
  return throughSharp(turned, (image) => image.extract({ left, top, ...to }));
}
