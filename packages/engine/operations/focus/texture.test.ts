import { describe, expect, it } from "vitest";
import type { Raster } from "../../pixels/raster";
import { apply } from "../../tests/operations";
import { type Pixel, colourful, copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { chromaticAberration } from "./chromatic-aberration";
import { denoise } from "./denoise";
import { glitch } from "./glitch";
import { glow } from "./glow";
import { grain } from "./grain";
import { pixelate } from "./pixelate";
import { texture } from "./texture";
import { vhs } from "./vhs";
import { vignette } from "./vignette";

/** Repeatable noise of about ±`size`. */
const noise = (x: number, y: number, size: number): number =>
  (((((x * 7919 + y * 104_729 + x * y * 31) % 211) + 211) % 211) / 105 - 1) * size;
const grey = (level: number): Pixel => [level, level, level];

/** A dark and a light half with noise in both. */
const noisy = () => paint(120, 90, (x, y) => grey(Math.round((x < 60 ? 70 : 180) + noise(x, y, 12))));
const left = { left: 5, right: 50 };

describe("denoise", () => {
  it("smooths flat areas, more the stronger it is, and keeps the edge between them", async () => {
    const before = noisy();
    const some = await apply(denoise, { amount: 0.5 }, copyOf(before));
    const much = await apply(denoise, { amount: 1.5 }, copyOf(before));
    expect(statsOf(some, left).spread).toBeLessThan(statsOf(before, left).spread * 0.75);
    expect(statsOf(much, left).spread).toBeLessThan(statsOf(some, left).spread);
    expect(statsOf(much, { left: 62, right: 66 }).light - statsOf(much, { left: 54, right: 58 }).light).toBeGreaterThan(
      85,
    );
    expect(statsOf(much).light).toBeCloseTo(statsOf(before).light, 0);
  });

  it("takes specks of colour out and keeps the colours of areas", async () => {
    const before = paint(120, 90, (x, y) =>
      (x * 31 + y * 17) % 61 === 0 ? [140, 108, 134] : x < 60 ? [120, 120, 120] : [190, 70, 60],
    );
    const after = await apply(denoise, { amount: 1 }, copyOf(before));
    expect(statsOf(after, left).colour).toBeLessThan(statsOf(before, left).colour * 0.4);
    expect(statsOf(after, { left: 70, right: 115 }).colour).toBeGreaterThan(110);
  });
});

describe("grain", () => {
  it("is grey noise, strongest in middle tones, none in black and white, more the stronger", async () => {
    const spread = async (level: number, amount: number): Promise<number> =>
      statsOf(
        await apply(
          grain,
          { amount },
          paint(120, 90, () => grey(level)),
        ),
      ).spread;
    expect(await spread(0, 2)).toBeCloseTo(0);
    expect(await spread(255, 2)).toBeCloseTo(0);
    expect(await spread(120, 1)).toBeGreaterThan(6);
    expect(await spread(120, 0.5)).toBeLessThan(await spread(120, 1));
    expect(await spread(230, 1)).toBeLessThan(await spread(120, 1));
    const after = await apply(
      grain,
      { amount: 1 },
      paint(120, 90, () => grey(120)),
    );
    expect(statsOf(after).colour).toBe(0);
    expect(statsOf(after).light).toBeCloseTo(120, 0);
  });
});

describe("texture", () => {
  const surface = () => paint(120, 90, (x, y) => grey(Math.round((x < 60 ? 90 : 190) + noise(x, y, 6))));

  it("strengthens and softens fine structure", async () => {
    const before = statsOf(surface(), left).spread;
    const spread = async (amount: number): Promise<number> =>
      statsOf(await apply(texture, { amount }, surface()), left).spread;
    expect(await spread(0.85)).toBeGreaterThan(before * 1.3);
    expect(await spread(1.7)).toBeGreaterThan(await spread(0.85));
    expect(await spread(-0.6)).toBeLessThan(before * 0.8);
  });

  it("makes no halo along an edge", async () => {
    const step = paint(120, 90, (x) => grey(x < 60 ? 60 : 200));
    const after = await apply(texture, { amount: 1.7 }, step);
    for (const x of [50, 56, 58, 61, 64, 70])
      expect(Math.abs(pixelAt(after, x, 40)[0] - (x < 60 ? 60 : 200))).toBeLessThan(12);
  });
});

describe("glow", () => {
  it("lets bright areas shine on what is around them, and dark ones not", async () => {
    const lamp = (level: number): Raster =>
      paint(200, 200, (x, y) => (Math.hypot(x - 100, y - 100) < 30 ? grey(level) : grey(40)));
    const beside = { left: 134, right: 138, top: 95, bottom: 105 };
    const light = async (level: number, amount: number): Promise<number> =>
      statsOf(await apply(glow, { amount }, lamp(level)), beside).light;
    expect(await light(250, 1)).toBeGreaterThan(47);
    expect(await light(250, 0.5)).toBeLessThan(await light(250, 1));
    expect(await light(70, 1)).toBeLessThan(44);
  });
});

describe("vignette", () => {
  const plain = () => paint(160, 120, () => grey(150));
  const corner = { right: 10, bottom: 10 };
  const centre = { left: 70, right: 90, top: 50, bottom: 70 };

  it.each([
    ["dark", -1],
    ["light", 1],
  ])("goes %s towards the corners and leaves the centre", async (tone, sign) => {
    const some = statsOf(await apply(vignette, { amount: 0.5, tone }, plain()), corner).light;
    const much = statsOf(await apply(vignette, { amount: 1.6, tone }, plain()), corner).light;
    expect(sign * (some - 150)).toBeGreaterThan(20);
    expect(sign * (much - some)).toBeGreaterThan(20);
    expect(statsOf(await apply(vignette, { amount: 1.6, tone }, plain()), centre).light).toBe(150);
    expect(statsOf(await apply(vignette, { amount: 1, tone }, plain())).colour).toBe(0);
  });
});

describe("pixelate", () => {
  it("makes blocks of one colour each, as large as asked for, of the mean of what was there", async () => {
    const before = colourful();
    const after = await apply(pixelate, { share: 0, pixels: 10 }, copyOf(before));
    for (const [x, y] of [
      [20, 30],
      [70, 50],
    ] as const) {
      const block = { left: x, right: x + 10, top: y, bottom: y + 10 };
      expect(statsOf(after, block).spread).toBeCloseTo(0);
      expect(Math.abs(statsOf(after, block).light - statsOf(before, block).light)).toBeLessThan(3);
    }
    expect(pixelAt(after, 29, 30)).not.toEqual(pixelAt(after, 30, 30));
  });

  it("has larger blocks the stronger it is", async () => {
    const kinds = async (share: number): Promise<number> => {
      const { data } = await apply(pixelate, { share, pixels: 0 }, colourful());
      return new Set(Array.from({ length: 120 * 90 }, (_, at) => data.readUIntBE(at * 3, 3))).size;
    };
    expect(await kinds(0.12)).toBeLessThan(await kinds(0.05));
  });
});

describe("chromatic aberration", () => {
  const bar = (at: number) => paint(200, 100, (x) => grey(Math.abs(x - at) < 6 ? 230 : 20));
  const coloured = async (params: { kind: string; amount: number }, at: number): Promise<number> =>
    statsOf(await apply(chromaticAberration, params, bar(at)), { left: at - 12, right: at + 12, top: 40, bottom: 60 })
      .colour;

  it("fringes what is near the edge, more the stronger, and not what is in the middle", async () => {
    expect(await coloured({ kind: "fringe", amount: 2 }, 180)).toBeGreaterThan(8);
    expect(await coloured({ kind: "fringe", amount: 1 }, 180)).toBeLessThan(
      await coloured({ kind: "fringe", amount: 2 }, 180),
    );
    expect(await coloured({ kind: "fringe", amount: 2 }, 100)).toBeLessThan(3);
  });

  it("moves red and blue apart everywhere, and green not at all", async () => {
    expect(await coloured({ kind: "shift", amount: 2 }, 100)).toBeGreaterThan(20);
    const before = bar(100);
    const after = await apply(chromaticAberration, { kind: "shift", amount: 2 }, copyOf(before));
    expect(statsOf(after).green).toBe(statsOf(before).green);
  });
});

describe("glitch", () => {
  it("slips some strips aside and leaves the rest in place, more of them the stronger it is", async () => {
    const bars = paint(200, 150, (x) => grey(x % 40 < 20 ? 60 : 180));
    const slipped = async (amount: number): Promise<number> => {
      const after = await apply(glitch, { amount }, copyOf(bars));
      return Array.from(
        { length: 150 },
        (_, y) => [10, 50, 90, 130].filter((x) => pixelAt(after, x, y)[1] !== 60).length,
      ).filter((count) => count > 0).length;
    };
    expect(await slipped(1)).toBeGreaterThan(0);
    expect(await slipped(1)).toBeLessThan(75);
    expect(await slipped(2.5)).toBeGreaterThan(await slipped(1));
  });
});

describe("VHS", () => {
  it("smears colours across edges and keeps most of the light", async () => {
    const before = paint(200, 150, (x) => (x < 100 ? [200, 40, 40] : [40, 90, 200]));
    const after = await apply(vhs, { amount: 1, tape: true }, copyOf(before));
    const [red, , blue] = pixelAt(after, 101, 70);
    expect(red - blue).toBeGreaterThan(pixelAt(before, 101, 70)[0] - pixelAt(before, 101, 70)[2] + 40);
    expect(Math.abs(statsOf(after).light - statsOf(before).light)).toBeLessThan(20);
  });

  it("as scan lines alone darkens every second line and nothing else", async () => {
    const after = await apply(
      vhs,
      { amount: 1, tape: false },
      paint(60, 60, () => grey(150)),
    );
    expect(pixelAt(after, 10, 21)[0]).toBeLessThan(pixelAt(after, 10, 20)[0] - 30);
    expect(pixelAt(after, 10, 22)).toEqual(pixelAt(after, 50, 20));
    expect(statsOf(after).colour).toBe(0);
  });
});
