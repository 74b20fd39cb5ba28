import { describe, expect, it } from "vitest";
import { apply, paramsOf } from "../../tests/operations";
import type { Raster } from "../../pixels/raster";
import { findMask } from "../../regions/find-mask";
import { litFaces, meanLightOfFaces } from "../../regions/people/face-light";
import { render } from "../../render";
import { photograph } from "../../tests/photographs";
import { colourful, copyOf, paint, statsOf } from "../../tests/rasters";
import { quietWork } from "../../work";
import { brightness } from "./brightness";

describe("brightness", () => {
  it("brightens and darkens", async () => {
    const before = statsOf(colourful());
    expect(statsOf(await apply(brightness, { stops: 0.7 })).light).toBeGreaterThan(before.light + 20);
    expect(statsOf(await apply(brightness, { stops: -0.7 })).light).toBeLessThan(before.light - 20);
  });

  it("doubles the light with a stop where there is room for it", async () => {
    const after = statsOf(
      await apply(
        brightness,
        { stops: 1 },
        paint(8, 8, () => [60, 60, 60]),
      ),
    );
    // 60 of 255 is 4.5 % of full light in sRGB; 9 % is 85.
    expect(after.light).toBeCloseTo(85, 0);
  });

  it("keeps white, black and the order of levels, and does not burn out highlights", async () => {
    const after = await apply(
      brightness,
      { stops: 1.5 },
      paint(256, 1, (x) => [x, x, x]),
    );
    const levels = Array.from({ length: 256 }, (_, x) => after.data[x * 3] ?? 0);
    expect(levels[0]).toBe(0);
    expect(levels[255]).toBe(255);
    expect(levels.toSorted((a, b) => a - b)).toEqual(levels);
    expect(levels[200]).toBeLessThan(255);
  });

  it("orders slightly, plain, much and extremely", () => {
    const sizes = [
      "make it slightly brighter",
      "make it brighter",
      "make it much brighter",
      "make it extremely bright",
    ];
    const stops = sizes.map((request) => Number(paramsOf(request)["stops"]));
    expect(stops.toSorted((a, b) => a - b)).toEqual(stops);
    expect(new Set(stops).size).toBe(4);
  });

  it("gives a light picture less than a dark one, but keeps what was said in figures", () => {
    const facts = { width: 10, height: 10, lightSpread: 40, meanColour: 30 };
    const ofDark = Number(brightness.adapt({ stops: 0.7 }, { ...facts, meanLight: 60 })["stops"]);
    const ofLight = Number(brightness.adapt({ stops: 0.7 }, { ...facts, meanLight: 200 })["stops"]);
    expect(ofDark).toBeGreaterThan(ofLight);
    expect(ofLight).toBeGreaterThan(0);
  });
});

describe("brightness by faces", () => {
  const lightOfFace = async (raster: Raster): Promise<number> =>
    meanLightOfFaces(await litFaces(raster, quietWork()))?.light ?? 0;

  it("gives a dark face more than a light one, and always more light than there was", async () => {
    const [dark, light] = await Promise.all(
      (["two-men-at-table", "three-on-wall"] as const).map((name) => photograph(name)),
    );
    if (dark === undefined || light === undefined) throw new Error("No photographs");
    const rise = async (raster: Raster, byFaces: boolean): Promise<number> =>
      (await lightOfFace(await apply(brightness, { stops: 0.7, byFaces }, copyOf(raster)))) -
      (await lightOfFace(raster));
    expect(await rise(dark, true)).toBeGreaterThan(await rise(dark, false));
    expect(await rise(light, true)).toBeLessThan(await rise(light, false));
    expect(await rise(light, true)).toBeGreaterThan(0.02);
  });

  it("washes no face out, however dark its picture is said to be", async () => {
    const before = await photograph("two-men-at-table");
    const lit = await lightOfFace(await apply(brightness, { stops: 1.7, byFaces: true }, copyOf(before)));
    expect(lit).toBeGreaterThan((await lightOfFace(before)) + 0.1);
    expect(lit).toBeLessThan(0.7);
  });

  it("takes figures as they are said", () => {
    expect(paramsOf("brighten it by 20%")["byFaces"]).toBe(false);
    expect(paramsOf("make it brighter")["byFaces"]).toBe(true);
    expect(paramsOf("make it darker")["byFaces"]).toBe(false);
  });

  it("brightens faces without an edge: from one pixel to the next the change is small", async () => {
    const before = await photograph("man-on-bench");
    const planned = {
      name: "brightness",
      params: { stops: 1.4 },
      within: [{ name: "face" as const }],
      words: "the face",
    };
    const after = await render(copyOf(before), [planned], quietWork());
    expect(await lightOfFace(after)).toBeGreaterThan((await lightOfFace(before)) + 0.05);
    const mask = await findMask(before, [{ name: "face" }], quietWork());
    let steepest = 0;
    for (let at = 1; at < mask.values.length; at++) {
      if (at % mask.width === 0) continue;
      steepest = Math.max(steepest, Math.abs((mask.values[at] ?? 0) - (mask.values[at - 1] ?? 0)));
    }
    expect(steepest).toBeLessThan(10);
  });
});
