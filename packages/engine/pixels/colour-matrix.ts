import type { Matrix3x3 } from "sharp";

/** Shares of red, green and blue in the light of a pixel (Rec. 709). */
export const LUMA = [0.2126, 0.7152, 0.0722] as const;

/** The light of a colour, on the scale of its channels (Rec. 709). */
export const lumaOf = (red: number, green: number, blue: number): number =>
  red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];

const IDENTITY: Matrix3x3 = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** Every colour to a grey of the same light. */
export const GREY_MATRIX: Matrix3x3 = [[...LUMA], [...LUMA], [...LUMA]];

/** `mix` 0: colours stay; 1: `matrix`; beyond 1: away from it, so that a mix of −0.5 with grey saturates. */
export function mixedMatrix(matrix: Matrix3x3, mix: number): Matrix3x3 {
  const cell = (row: 0 | 1 | 2, column: 0 | 1 | 2): number =>
    IDENTITY[row][column] * (1 - mix) + matrix[row][column] * mix;
  const line = (row: 0 | 1 | 2): [number, number, number] => [cell(row, 0), cell(row, 1), cell(row, 2)];
  return [line(0), line(1), line(2)];
}
