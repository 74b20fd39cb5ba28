/** A source of numbers in 0..1 that gives the same ones for the same seed, on every machine. */
export function seeded(seed: number): () => number {
  let state = 0;
  let count = Math.imul(seed | 0, 0x2545f491) ^ 0x5bd1e995;
  return () => {
    count = (count + 0x61c88647) | 0;
    state = Math.imul(count ^ (count >>> 15), 0x735a2d97);
    state = Math.imul(state ^ (state >>> 13), 0x4f1bbcdd);
    return ((state ^ (state >>> 16)) >>> 0) / 2 ** 32;
  };
}
