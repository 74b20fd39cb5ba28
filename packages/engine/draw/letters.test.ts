import type { PathCommand } from "opentype.js";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { distanceTransform } from "../pixels/distance-transform";
import { fillOutline, loadFont } from "./letters";

const frame = { width: 200, height: 70, left: 6.3, top: 4.6 };

/** The same outline drawn by libvips' own SVG renderer, which the server may not use. */
async function drawn(outline: readonly PathCommand[]): Promise<Buffer> {
  const path = outline
    .map((command) => {
      if (command.type === "Z") return "Z";
      const { type, x, y } = command;
      if (type === "C") return `C${command.x1} ${command.y1} ${command.x2} ${command.y2} ${x} ${y}`;
      return type === "Q" ? `Q${command.x1} ${command.y1} ${x} ${y}` : `${type}${x} ${y}`;
    })
    .join("");
  const { width, height, left, top } = frame;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><g transform="translate(${left} ${top})"><path d="${path}"/></g></svg>`;
  return sharp(Buffer.from(svg)).extractChannel(3).raw().toBuffer();
}

const means = (levels: Buffer): number => levels.reduce((sum, level) => sum + level, 0) / levels.length;

describe("letters", () => {
  it.each(["Rg&8", "ßÄő", "Жщ", "iiii"])("are filled as an SVG renderer fills them: %s", async (text) => {
    const font = await loadFont("bold");
    const commands = Array.from(
      text,
      (letter, at) => font.charToGlyph(letter).getPath(at * 46, 44, 40).commands,
    ).flat();
    const [ours, theirs] = [fillOutline(commands, frame), await drawn(commands)];
    expect(means(ours)).toBeGreaterThan(10);
    expect(Math.abs(means(ours) - means(theirs))).toBeLessThan(0.5);
    const apart = ours.map((level, at) => Math.abs(level - (theirs[at] ?? 0)));
    expect(means(Buffer.from(apart))).toBeLessThan(1);
    // Where parts of a letter overlap, an edge within it is a matter of opinion.
    expect(apart.filter((levels) => levels > 30).length / apart.length).toBeLessThan(0.002);
  });

  it("are cut off where they leave the frame", () => {
    const square: PathCommand[] = [
      { type: "M", x: -20, y: -20 },
      { type: "L", x: 200, y: -20 },
      { type: "L", x: 200, y: 5.5 },
      { type: "L", x: -20, y: 5.5 },
      { type: "Z" },
    ];
    const filled = fillOutline(square, { width: 10, height: 8, left: 0, top: 0 });
    expect([...filled]).toEqual(Array.from({ length: 80 }, (_, at) => (at < 50 ? 255 : at < 60 ? 128 : 0)));
  });
});

it("measures how far pixels lie from a shape", () => {
  const [width, height] = [31, 23];
  const dots = [
    [4, 5],
    [25, 18],
  ] as const;
  const coverage = new Uint8Array(width * height);
  for (const [x, y] of dots) coverage[y * width + x] = 255;
  const distance = distanceTransform(coverage, width, height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const nearest = Math.min(...dots.map(([left, top]) => Math.hypot(x - left, y - top)));
      expect(distance[y * width + x]).toBeCloseTo(nearest, 4);
    }
  }
});
