import { describe, expect, it } from "vitest";
import { COMPARE_MODES, comparisonQuery, type CompareMode, nextMode, readComparison } from "./comparison";

const ID = "00000000-0000-4000-8000-000000000001";
const read = (query: string) => readComparison(new URLSearchParams(query));

describe("a comparison in the address", () => {
  it("is read as it was written", () => {
    for (const mode of Object.keys(COMPARE_MODES) as CompareMode[]) {
      for (const other of [null, "original", ID]) {
        for (const swapped of [false, true]) {
          const comparison = { mode, other, swapped };
          expect(read(comparisonQuery(comparison))).toEqual(comparison);
        }
      }
    }
    expect(comparisonQuery(null)).toBe("");
    expect(read("prompt=hello")).toBeNull();
  });

  it("is a slider where the address is from before there were others, or names none that there is", () => {
    expect(read("compare=1")?.mode).toBe("slider");
    expect(read("compare=toString")?.mode).toBe("slider");
  });

  it("goes round all modes", () => {
    const round: CompareMode[] = [];
    for (let mode: CompareMode = "slider"; !round.includes(mode); mode = nextMode(mode)) round.push(mode);
    expect(round).toEqual(["slider", "side", "difference", "blink"]);
  });
});
