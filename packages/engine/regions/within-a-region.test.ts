import { describe, expect, it } from "vitest";
import type { Raster } from "../pixels/raster";
import type { PlannedOperation, Region } from "../plan";
import { render } from "../render";
import { paramsOf, understand } from "../tests/operations";
import { type Pixel, copyOf, paint, pixelAt, statsOf } from "../tests/rasters";
import { blueSky, disc, hills, meadow, scene } from "../tests/scenes";
import { quietWork } from "../work";
import { findMask } from "./find-mask";

const landscape = scene(blueSky, [hills(95), meadow]);

/** What one operation, asked for by its usual words, makes of a picture inside of one region. */
const edited = (raster: Raster, [name, request]: readonly [string, string], region: Region): Promise<Raster> =>
  render(copyOf(raster), [{ name, params: paramsOf(request), within: [region], words: request }], quietWork());

/** What is planned for a request, before anything of it is fitted to a picture. */
const planOf = (request: string): PlannedOperation[] =>
  understand(request).operations.map(({ operation, params, within, words }) => ({
    name: operation.name,
    params,
    within,
    words,
  }));

const BRIGHTEN = ["brightness", "brighten it"] as const;

describe("an edit within a region", () => {
  it.each([BRIGHTEN, ["black-and-white", "make it black and white"], ["blur", "blur it"]] as const)(
    "%s leaves all else as it was, to the byte",
    async (...request) => {
      const after = await edited(landscape, request, { name: "sky" });
      const mask = await findMask(landscape, [{ name: "sky" }], quietWork());
      let [outside, changed] = [0, 0];
      for (const [index, share] of mask.values.entries()) {
        const isSame = landscape.data.compare(after.data, index * 3, index * 3 + 3, index * 3, index * 3 + 3) === 0;
        if (share === 0) outside++;
        if (share === 0 && !isSame) changed++;
      }
      expect(outside).toBeGreaterThan(landscape.width * 60);
      expect(changed).toBe(0);
      expect(after.data.equals(landscape.data)).toBe(false);
    },
  );

  it("brightens the ground and not the sky, or the sky and not the ground", async () => {
    const light = (raster: Raster, [top, bottom]: readonly [number, number]): number =>
      statsOf(raster, { top, bottom }).light;
    for (const [name, inside, outside] of [
      ["ground", [120, 180], [0, 80]],
      ["sky", [0, 80], [120, 180]],
    ] as const) {
      const after = await edited(landscape, BRIGHTEN, { name });
      expect(light(after, inside)).toBeGreaterThan(light(landscape, inside) + 8);
      expect(light(after, outside)).toBe(light(landscape, outside));
    }
  });

  it("makes things of one colour another as replacing the colour does, the largest alone when asked", async () => {
    const balls = scene(meadow, [disc(60, 60, 20), () => [190, 30, 35]], [disc(160, 100, 35), () => [190, 30, 35]]);
    const made = (request: string) => render(copyOf(balls), planOf(request), quietWork());
    const replaced = await made("replace red with blue");
    expect((await made("change the red balls to blue")).data.equals(replaced.data)).toBe(true);
    const one = await made("change the red ball to blue");
    expect(pixelAt(one, 160, 100)).toEqual(pixelAt(replaced, 160, 100));
    expect(pixelAt(one, 60, 60)).toEqual(pixelAt(balls, 60, 60));
  });

  it("takes what covers for the subject of a picture that was cut out before", async () => {
    const thing = disc(60, 45, 20);
    const cut = paint(120, 90, (x, y): Pixel => (thing(x, y) ? [90, 90, 90, 255] : [200, 0, 0, 0]));
    const after = await edited(cut, BRIGHTEN, { name: "subject" });
    expect(pixelAt(after, 60, 45)[0]).toBeGreaterThan(100);
    expect(pixelAt(after, 2, 2)).toEqual([200, 0, 0, 0]);
  });

  it("looks for all regions of a plan in the picture as it was", async () => {
    const plan = (...wanted: ReadonlyArray<readonly [string, string, Region]>) =>
      wanted.map(([name, words, region]) => ({ name, params: paramsOf(words), within: [region], words }));
    const green = ["tint", "tint it green", { name: "sky" }] as const;
    const blur = ["blur", "blur it", { name: "ground" }] as const;
    const both = await render(copyOf(landscape), plan(green, blur), quietWork());
    const alone = await render(copyOf(landscape), plan(blur), quietWork());
    expect(pixelAt(both, 120, 150)).toEqual(pixelAt(alone, 120, 150));
    expect(pixelAt(both, 120, 20)).not.toEqual(pixelAt(landscape, 120, 20));
  });

  it("looks for them anew when the shape has changed", async () => {
    const flipped = [
      { name: "flip", params: { axis: "vertical" }, words: "flip it" },
      {
        name: "brightness",
        params: paramsOf("brighten it"),
        within: [{ name: "top" as const }],
        words: "brighten the top",
      },
    ];
    const after = await render(copyOf(landscape), flipped, quietWork());
    expect(pixelAt(after, 120, 179)).toEqual(pixelAt(landscape, 120, 0));
    expect(pixelAt(after, 120, 0)).not.toEqual(pixelAt(landscape, 120, 179));
  });
});

describe("a refusal of a part", () => {
  const refusal = async (...wanted: ReadonlyArray<{ words: string; within: Region[] }>): Promise<unknown> =>
    render(
      copyOf(landscape),
      wanted.map(({ words, within }) => ({ name: "brightness", params: paramsOf("brighten it"), within, words })),
      quietWork(),
    ).catch((error: unknown) => error);

  it("uses the person's own word", async () => {
    expect(await refusal({ words: "brighten the children", within: [{ name: "person" }] })).toMatchObject({
      detail: expect.stringMatching(/^The children could not be found in this picture/) as string,
    });
  });

  it("names the part of the request that failed", async () => {
    const sky = { words: "brighten the sky", within: [{ name: "sky" as const }] };
    const dog = { words: "brighten the dog", within: [{ name: "subject" as const }] };
    expect(await refusal(sky, dog)).toMatchObject({
      code: "NOTHING_CHANGED",
      detail: expect.stringMatching(/^“brighten the dog” cannot be done: The dog could not be found/) as string,
    });
  });

  it("names all that a part should have been", async () => {
    const words = "brighten the white parts of the shadows";
    const within: Region[] = [{ name: "left" }, { name: "right" }];
    expect(await refusal({ words, within })).toMatchObject({
      detail: expect.stringMatching(/^No part of this picture is in the left side and in the right side/) as string,
    });
  });
});
