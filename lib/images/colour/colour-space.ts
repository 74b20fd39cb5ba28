/** A point of the CIE 1931 diagram. */
export type Chromaticity = readonly [x: number, y: number];

export type Primaries = { red: Chromaticity; green: Chromaticity; blue: Chromaticity; white: Chromaticity };

/** How numbers become light: as sRGB says, by a power, or by the curve of HDR video. */
export type Transfer = "srgb" | "pq" | "hlg" | { gamma: number };

export type ColourSpace = { primaries: Primaries; transfer: Transfer };

const D65: Chromaticity = [0.3127, 0.329];
const C: Chromaticity = [0.31, 0.316];

const of = (red: Chromaticity, green: Chromaticity, blue: Chromaticity, white = D65): Primaries => ({
  red,
  green,
  blue,
  white,
});

export const SRGB_PRIMARIES = of([0.64, 0.33], [0.3, 0.6], [0.15, 0.06]);
const BT2020_PRIMARIES = of([0.708, 0.292], [0.17, 0.797], [0.131, 0.046]);

/** ColourPrimaries of ITU-T H.273 (07/2024), table 2. */
const PRIMARIES: Readonly<Record<number, Primaries>> = {
  1: SRGB_PRIMARIES,
  4: of([0.67, 0.33], [0.21, 0.71], [0.14, 0.08], C),
  5: of([0.64, 0.33], [0.29, 0.6], [0.15, 0.06]),
  6: of([0.63, 0.34], [0.31, 0.595], [0.155, 0.07]),
  7: of([0.63, 0.34], [0.31, 0.595], [0.155, 0.07]),
  8: of([0.681, 0.319], [0.243, 0.692], [0.145, 0.049], C),
  9: BT2020_PRIMARIES,
  11: of([0.68, 0.32], [0.265, 0.69], [0.15, 0.06], [0.314, 0.351]),
  12: of([0.68, 0.32], [0.265, 0.69], [0.15, 0.06]),
  22: of([0.63, 0.34], [0.295, 0.605], [0.155, 0.077]),
};

/** TransferCharacteristics of the same, table 3. */
const TRANSFERS: Readonly<Record<number, Transfer | "video">> = {
  1: "video",
  4: { gamma: 2.2 },
  5: { gamma: 2.8 },
  6: "video",
  8: { gamma: 1 },
  13: "srgb",
  14: "video",
  15: "video",
  16: "pq",
  17: { gamma: 2.6 },
  18: "hlg",
};

/**
 * What code points (nclx, cICP) mean; `null` for sRGB, which is also what is not said or not known.
 * @param video the curve of BT.709 and its kin, which are told apart from sRGB by some readers and not by others.
 */
export function codedColours(primaries: number, transfer: number, video: Transfer): ColourSpace | null {
  const told = TRANSFERS[transfer] ?? "srgb";
  const space = { primaries: PRIMARIES[primaries] ?? SRGB_PRIMARIES, transfer: told === "video" ? video : told };
  return space.primaries === SRGB_PRIMARIES && space.transfer === "srgb" ? null : space;
}

/** Bradford's cone responses, by which what is seen under one white is made what is seen under another. */
const BRADFORD: Matrix = [
  [0.8951, 0.2664, -0.1614],
  [-0.7502, 1.7135, 0.0367],
  [0.0389, -0.0685, 1.0296],
];

const xyzAtFull = ([x, y]: Chromaticity): [number, number, number] => [x / y, 1, (1 - x - y) / y];

/** Makes light in some primaries light in those of sRGB, white for white. */
export function toSrgbPrimaries(primaries: Primaries): Matrix {
  const from = apply(BRADFORD, xyzAtFull(primaries.white));
  const to = apply(BRADFORD, xyzAtFull(D65));
  const scale: Matrix = [
    [to[0] / from[0], 0, 0],
    [0, to[1] / from[1], 0],
    [0, 0, to[2] / from[2]],
  ];
  const adapted = multiply(invert(BRADFORD), multiply(scale, multiply(BRADFORD, toXyz(primaries))));
  return multiply(invert(toXyz(SRGB_PRIMARIES)), adapted);
}

type Matrix = readonly (readonly [number, number, number])[];

/** Columns: the XYZ of red, green and blue at full, white at Y = 1. */
function toXyz({ red, green, blue, white }: Primaries): Matrix {
  const columns = [xyzAtFull(red), xyzAtFull(green), xyzAtFull(blue)];
  const rows = [0, 1, 2].map((row) => columns.map((column) => column[row] ?? 0)) as unknown as Matrix;
  const shares = apply(invert(rows), xyzAtFull(white));
  return rows.map(([r, g, b]) => [r * shares[0], g * shares[1], b * shares[2]] as const);
}

function apply(matrix: Matrix, [x, y, z]: readonly [number, number, number]): [number, number, number] {
  const row = (index: number): number => {
    const [a, b, c] = matrix[index] ?? [0, 0, 0];
    return a * x + b * y + c * z;
  };
  return [row(0), row(1), row(2)];
}

function multiply(left: Matrix, right: Matrix): Matrix {
  const columns = [0, 1, 2].map((column) =>
    apply(left, [right[0]?.[column] ?? 0, right[1]?.[column] ?? 0, right[2]?.[column] ?? 0]),
  );
  return [0, 1, 2].map((row) => [columns[0]?.[row] ?? 0, columns[1]?.[row] ?? 0, columns[2]?.[row] ?? 0] as const);
}

function invert(matrix: Matrix): Matrix {
  const [[a, b, c], [d, e, f], [g, h, i]] = matrix as [
    [number, number, number],
    [number, number, number],
    [number, number, number],
  ];
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    [e * i - f * h, c * h - b * i, b * f - c * e],
    [f * g - d * i, a * i - c * g, c * d - a * f],
    [d * h - e * g, b * g - a * h, a * e - b * d],
  ].map(([x = 0, y = 0, z = 0]) => [x / determinant, y / determinant, z / determinant] as const);
}
