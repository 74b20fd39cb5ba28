import type { Grade } from "./grade";

/** Steps along each of red, green and blue: 33 is what cameras and grading programs use. */
const STEPS = 33;

/** A grade worked out once on a lattice of colours: three numbers 0..255 per node, red slowest. */
export type GradeTable = {
  nodes: Float32Array;
  /** For each level 0..255: the lower node, and how far beyond it, 0..1. */
  node: Uint8Array;
  part: Float32Array;
};

/** Distances in `nodes` from one node to the next along each channel. */
export const STRIDES = [STEPS * STEPS * 3, STEPS * 3, 3] as const;

/** Works out a grade on the lattice; what leaves the range of colours is cut off there. */
export function gradeTable(grade: Grade): GradeTable {
  const nodes = new Float32Array(STEPS ** 3 * 3);
  const levelOf = (index: number): number => index / (STEPS - 1);
  let at = 0;
  for (let red = 0; red < STEPS; red++) {
    for (let green = 0; green < STEPS; green++) {
      for (let blue = 0; blue < STEPS; blue++) {
        for (const level of grade([levelOf(red), levelOf(green), levelOf(blue)])) {
          nodes[at++] = 255 * Math.min(1, Math.max(0, level));
        }
      }
    }
  }
  const exact = (level: number): number => (level * (STEPS - 1)) / 255;
  const node = Uint8Array.from({ length: 256 }, (_, level) => Math.min(STEPS - 2, Math.floor(exact(level))));
  const part = Float32Array.from({ length: 256 }, (_, level) => exact(level) - (node[level] ?? 0));
  return { nodes, node, part };
}
