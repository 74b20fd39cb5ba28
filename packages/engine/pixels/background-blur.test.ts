import { describe, expect, it } from "vitest";
import { paint } from "../tests/rasters";
import { quietWork } from "../work";
import { blurBehind } from "./background-blur";

const [WIDTH, HEIGHT] = [600, 500];
const isHead = (x: number, y: number): boolean => Math.hypot(x - 300, y - 250) < 90;
/** A wire of a fence, of which the mask has a piece beside the head. */
const isWire = (x: number, y: number): boolean => Math.abs(y - 250) < 1.5;

describe("the blur behind a subject", () => {
  it("takes in the wires beside it that its mask holds as well, and leaves it as it is", async () => {
    const picture = paint(WIDTH, HEIGHT, (x, y) =>
      isHead(x, y) ? [90, 60, 40] : isWire(x, y) ? [20, 20, 20] : [190, 210, 230],
    );
    const values = Uint8Array.from({ length: WIDTH * HEIGHT }, (_, index) => {
      const [x, y] = [index % WIDTH, Math.floor(index / WIDTH)];
      return isHead(x, y) || (isWire(x, y) && Math.abs(x - 300) < 130) ? 255 : 0;
    });
    const { data, channels } = await blurBehind(picture, { values, width: WIDTH, height: HEIGHT }, 0.02, quietWork());
    const red = (x: number, y: number): number => data[(y * WIDTH + x) * channels] ?? -1;
    expect(red(300 + 115, 250)).toBeGreaterThan(120);
    expect(red(300, 250)).toBe(90);
    expect(red(300, 250 - 80)).toBe(90);
  });
});
