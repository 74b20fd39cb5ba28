import { expect, it } from "vitest";
import { paint } from "../../tests/rasters";
import { lake } from "../../tests/scenes";
import { readColours } from "../sky/small-picture";
import { waterColours } from "./water-colours";

it("lets water reach the lower edge of the picture", async () => {
  const raster = paint(120, 90, (x, y) => [...(lake(x, y / 4).slice(0, 3) as [number, number, number]), 255]);
  const { could } = waterColours(readColours(raster), null);
  const rowShare = (y: number): number =>
    could.subarray(y * 120, (y + 1) * 120).reduce((sum, value) => sum + value, 0) / 120;
  expect(rowShare(88)).toBeGreaterThan(0.9);
  expect(rowShare(89)).toBeGreaterThan(0.9);
});
