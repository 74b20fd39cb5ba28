import { describe, expect, it } from "vitest";
import type { Region } from "@/lib/ai/edit-plan";
import { heard } from "@/tests/operations";
import { copyOf, paint, pixelAt, statsOf, type Pixel } from "@/tests/rasters";
import { blueSky, disc, hills, meadow, scene } from "@/tests/scenes";
import type { Raster } from "../raster";
import { render } from "../render";
import { quietWork } from "../work";
import { findMask } from "./find-mask";

const landscape = scene(blueSky, [hills(95), meadow]);

/** What one operation, asked for by its usual words, makes of a picture inside of one region. */
const edited = (raster: Raster, [name, request]: readonly [string, string], region: Region): Promise<Raster> =>
  render(copyOf(raster), [{ name, params: heard(request), within: [region], words: request }], quietWork());

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
    const tint = { name: "tint", params: { colour: "blue", mix: 0.55 }, words: "" };
    const within: Region = { name: "colour", colour: "red" };
    const replaced = await render(
      copyOf(balls),
      [{ name: "replace-colour", params: { from: "red", to: "blue" }, words: "" }],
      quietWork(),
    );
    const all = await render(copyOf(balls), [{ ...tint, within: [within] }], quietWork());
    expect(all.data.equals(replaced.data)).toBe(true);
    const one = await render(copyOf(balls), [{ ...tint, within: [{ ...within, largest: true }] }], quietWork());
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
});
