import { describe, expect, it } from "vitest";
import { apply, understand } from "../../tests/operations";
import { paint } from "../../tests/rasters";
import { repaint } from "./repaint";

/** Two halves of one colour, the left one in shade. */
const shaded = () => paint(40, 30, (x) => (x < 20 ? [110, 20, 20] : [210, 40, 40]));

const halves = ({ data, channels }: { data: Buffer; channels: number }) => {
  const at = (x: number): number[] => [...data.subarray(x * channels, x * channels + 3)];
  return { shade: at(5), light: at(35) };
};

describe("repaint", () => {
  it("makes black with the shading kept, and nearly no colour left", async () => {
    const { shade, light } = halves(await apply(repaint, { colour: "black" }, shaded()));
    expect(Math.max(...light)).toBeLessThan(60);
    expect(Math.max(...shade)).toBeLessThan(Math.max(...light));
    expect(Math.max(...light) - Math.min(...light)).toBeLessThan(15);
  });

  it("makes white with the shading kept, and nearly no colour left", async () => {
    const { shade, light } = halves(await apply(repaint, { colour: "white" }, shaded()));
    expect(Math.min(...shade)).toBeGreaterThan(160);
    expect(Math.min(...shade)).toBeLessThan(Math.min(...light));
    expect(Math.max(...light) - Math.min(...light)).toBeLessThan(25);
  });

  it.each(["make it black", "make the picture white", "make the face black", "make everything but the sky white"])(
    "is not for the whole picture, for people, or for all but one part: %s",
    (request) => {
      expect(understand(request).operations).toEqual([]);
    },
  );
});
