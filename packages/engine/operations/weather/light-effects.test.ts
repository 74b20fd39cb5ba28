import { describe, expect, it } from "vitest";
import type { Raster } from "../../pixels/raster";
import { apply, paramsOf } from "../../tests/operations";
import { copyOf, paint, statsOf } from "../../tests/rasters";
import { bokehLights } from "./bokeh-lights";
import { lightLeak } from "./light-leak";
import { lightRays } from "./light-rays";
import { sunFlare } from "./sun-flare";

const dark = (): Raster => paint(240, 180, () => [60, 60, 60]);
const corners = {
  "top-left": { right: 60, bottom: 45 },
  "top-right": { left: 180, bottom: 45 },
  "bottom-left": { right: 60, top: 135 },
  "bottom-right": { left: 180, top: 135 },
};
const lights = (raster: Raster): Record<string, number> =>
  Object.fromEntries(Object.entries(corners).map(([name, area]) => [name, statsOf(raster, area).light]));
const brightest = (raster: Raster): string =>
  Object.entries(lights(raster)).toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? "";

describe("sun flare", () => {
  it.each(Object.keys(corners))("stands in the %s corner", async (place) => {
    const after = await apply(sunFlare, { amount: 1, place }, dark());
    expect(brightest(after)).toBe(place);
    expect(statsOf(after, corners["top-left"]).light).toBeGreaterThanOrEqual(60);
  });

  it("stands where the picture is brightest when no place is named", async () => {
    const lamp = paint(240, 180, (x, y) => (Math.hypot(x - 40, y - 40) < 22 ? [255, 255, 250] : [50, 50, 50]));
    expect(brightest(await apply(sunFlare, { amount: 1, place: "auto" }, lamp))).toBe("top-left");
  });

  it("is warm, and stronger the stronger it is asked for", async () => {
    const [some, much] = [
      statsOf(await apply(sunFlare, { amount: 0.5, place: "top-right" }, dark())),
      statsOf(await apply(sunFlare, { amount: 1.6, place: "top-right" }, dark())),
    ];
    expect(much.red).toBeGreaterThan(much.blue + 5);
    expect(much.light).toBeGreaterThan(some.light + 8);
  });

  it("hears the corner", () => {
    expect(paramsOf("put a lens flare in the lower left corner")).toMatchObject({ place: "bottom-left" });
  });
});

describe("light rays", () => {
  it("come from the side that is named, in beams", async () => {
    const after = await apply(lightRays, { amount: 1, place: "top-left" }, dark());
    const { "top-left": near = 0, "bottom-right": far = 0 } = lights(after);
    expect(near).toBeGreaterThan(far + 10);
    // Across the beams the light goes up and down; a plain gradient would only go one way.
    const around = Array.from({ length: 40 }, (_, index) => {
      const at = 0.15 + (index / 40) * 1.2;
      const [x, y] = [Math.round(110 * Math.cos(at)), Math.round(110 * Math.sin(at))];
      return statsOf(after, { left: x, right: x + 2, top: y, bottom: y + 2 }).light;
    });
    const turns = around.filter(
      (light, index) =>
        index > 1 && (light - (around[index - 1] ?? 0)) * ((around[index - 1] ?? 0) - (around[index - 2] ?? 0)) < 0,
    );
    expect(turns.length).toBeGreaterThanOrEqual(3);
  });

  it("are interrupted by what is dark", async () => {
    const wall = paint(240, 180, (x, y) => (x > 60 && x < 100 && y > 40 ? [10, 10, 10] : [150, 150, 150]));
    const free = paint(240, 180, () => [150, 150, 150]);
    const behind = { left: 120, right: 180, top: 90, bottom: 150 };
    const gain = async (raster: Raster): Promise<number> =>
      statsOf(await apply(lightRays, { amount: 1, place: "left" }, copyOf(raster)), behind).light -
      statsOf(raster, behind).light;
    expect(await gain(wall)).toBeLessThan((await gain(free)) * 0.9);
  });
});

describe("bokeh lights", () => {
  it("add warm discs, more the stronger, and darken nothing", async () => {
    const before = dark();
    const some = await apply(bokehLights, { amount: 0.5 }, copyOf(before));
    const many = await apply(bokehLights, { amount: 2 }, copyOf(before));
    expect(statsOf(many).light).toBeGreaterThan(statsOf(some).light + 3);
    expect(statsOf(many).red).toBeGreaterThan(statsOf(many).blue);
    expect(many.data.every((level) => level >= 59)).toBe(true);
  });
});

describe("light leak", () => {
  it.each(["left", "right", "top", "bottom"] as const)("comes from the %s, warm", async (place) => {
    const after = await apply(lightLeak, { amount: 1, place }, dark());
    const areas = { left: { right: 50 }, right: { left: 190 }, top: { bottom: 40 }, bottom: { top: 140 } };
    const opposite = { left: "right", right: "left", top: "bottom", bottom: "top" } as const;
    const near = statsOf(after, areas[place]);
    expect(near.light).toBeGreaterThan(statsOf(after, areas[opposite[place]]).light + 15);
    expect(near.red).toBeGreaterThan(near.blue + 30);
  });

  it("is stronger the stronger it is asked for", async () => {
    const light = async (amount: number): Promise<number> =>
      statsOf(await apply(lightLeak, { amount, place: "right" }, dark())).light;
    expect(await light(0.5)).toBeLessThan(await light(1));
    expect(await light(1)).toBeLessThan(await light(2));
  });
});
