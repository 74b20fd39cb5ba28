import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { apply, paramsOf, understand } from "../../tests/operations";
import { colourful, paint, pixelAt, statsOf } from "../../tests/rasters";
import { photograph } from "../../tests/photographs";
import type { Operation, Params } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { facesOf } from "../../regions/people/people-mask";
import { NAMED_SIZES } from "../../vocabulary/named-sizes";
import { quietWork } from "../../work";
import { cropToSubject } from "./crop-to-subject";
import { exactSize } from "./exact-size";
import { fileSize } from "./file-size";
import { letterbox } from "./letterbox";
import { orientation } from "./orientation";
import { zoom } from "./zoom";

/** Every pixel tells its place. */
const map = (width: number, height: number) => paint(width, height, (x, y) => [x, y, 0]);

const sizeOf = ({ width, height }: Raster) => [width, height];

/** What an operation makes, and what it tells. */
async function told(operation: Operation, params: Params, raster: Raster) {
  const notes: string[] = [];
  return { after: await operation.apply(raster, params, { ...quietWork(), note: (text) => notes.push(text) }), notes };
}

describe("exact-size", () => {
  it.each([
    [200, 100, 50, 50],
    [100, 200, 64, 36],
    [60, 60, 120, 40],
  ])("makes of %i × %i exactly %i × %i, cropped or with bars", async (width, height, across, down) => {
    const size = { width: across, height: down };
    for (const fit of ["crop", "bars"]) {
      for (const fill of ["blur", "white"]) {
        expect(sizeOf(await apply(exactSize, { ...size, fit, fill }, colourful(width, height)))).toEqual([
          across,
          down,
        ]);
      }
    }
  });

  it("crops the middle, and shows all between bars", async () => {
    const cropped = await apply(exactSize, { width: 50, height: 50, fit: "crop", fill: "blur" }, map(200, 100));
    expect(pixelAt(cropped, 0, 25)[0]).toBeGreaterThan(48);
    expect(pixelAt(cropped, 49, 25)[0]).toBeLessThan(151);
    const whole = await apply(exactSize, { width: 50, height: 50, fit: "bars", fill: "black" }, map(200, 100));
    expect(pixelAt(whole, 0, 25)[0]).toBeLessThan(8);
    expect(pixelAt(whole, 49, 25)[0]).toBeGreaterThan(190);
    expect(pixelAt(whole, 25, 5).slice(0, 3)).toEqual([0, 0, 0]);
    expect(pixelAt(whole, 25, 45).slice(0, 3)).toEqual([0, 0, 0]);
  });

  it("tells that it was enlarged, and only then", async () => {
    const params = { width: 80, height: 80, fit: "crop", fill: "blur" } as const;
    expect((await told(exactSize, params, colourful(40, 40))).notes).toEqual([
      expect.stringContaining("enlarged 2 times"),
    ]);
    expect((await told(exactSize, params, colourful(100, 100))).notes).toEqual([]);
  });

  it("knows each of the named sizes by its names", () => {
    for (const { say, width, height } of NAMED_SIZES) {
      const name = (say[0] ?? "")
        .split(" ")
        .flatMap((word) => (word.endsWith("?") ? [] : [word.split("/")[0]]))
        .join(" ");
      expect({ name, ...paramsOf(`make it a ${name}`) }).toMatchObject({ name, width, height, fit: "crop" });
    }
  });
});

/** What a picture takes as a JPEG as the product makes them, in kB. */
async function kilobytesOf({ data, width, height, channels }: Raster): Promise<number> {
  const image = sharp(data, { raw: { width, height, channels } }).flatten({ background: "white" });
  const encoded = await image.jpeg({ quality: 95, chromaSubsampling: "4:4:4" }).toBuffer();
  return encoded.byteLength / 1000;
}

describe("file-size", () => {
  it.each([90, 45, 20])("comes closely under %i kB as JPEG, and tells it", async (kilobytes) => {
    const { after, notes } = await told(fileSize, { kilobytes }, await photograph("daisy"));
    const has = await kilobytesOf(after);
    expect(has).toBeLessThan(kilobytes);
    expect(has).toBeGreaterThan(kilobytes * 0.85);
    expect(notes.join()).toContain(`about ${Math.round(has)} kB, at ${after.width} × ${after.height} pixels`);
  });

  it("leaves alone what is small enough, and says so", async () => {
    const picture = await photograph("daisy");
    const { after, notes } = await told(fileSize, { kilobytes: 90_000 }, picture);
    expect(sizeOf(after)).toEqual(sizeOf(picture));
    expect(notes).toEqual([expect.stringContaining("as it is")]);
  });

  it("halves the file when no limit was said", async () => {
    const picture = await photograph("daisy");
    const before = await kilobytesOf(picture);
    const after = await kilobytesOf(await apply(fileSize, { kilobytes: 0 }, picture));
    expect(after / before).toBeGreaterThan(0.42);
    expect(after / before).toBeLessThanOrEqual(0.5);
  });

  it("refuses what leaves no picture", async () => {
    await expect(apply(fileSize, { kilobytes: 0.1 }, await photograph("daisy"))).rejects.toMatchObject({
      code: "NOT_UNDERSTOOD",
    });
  });
});

describe("orientation", () => {
  it("crops to 2:3 or 3:2, and says of a picture that it is so already", async () => {
    expect(sizeOf(await apply(orientation, { shape: "portrait" }, map(120, 90)))).toEqual([60, 90]);
    expect(sizeOf(await apply(orientation, { shape: "landscape" }, map(90, 120)))).toEqual([90, 60]);
    await expect(apply(orientation, { shape: "landscape" }, map(120, 90))).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
      detail: expect.stringContaining("landscape already") as unknown,
    });
  });

  it("is less narrow where that keeps another head whole", async () => {
    const wall = await apply(orientation, { shape: "portrait" }, await photograph("two-men-at-table"));
    const men = await apply(orientation, { shape: "portrait" }, await photograph("three-men"));
    expect(men.width / men.height).toBeCloseTo(2 / 3, 1);
    expect(wall.width / wall.height).toBeLessThan(0.85);
  });
});

describe("crop-to-subject", () => {
  it("keeps the head of somebody whom it cannot hold whole", async () => {
    const wide = await apply(cropToSubject, { width: 16, height: 9, room: 12 }, await photograph("woman-red-wall"));
    const faces = await facesOf(wide, quietWork());
    expect(faces.map((face) => face.top > 0 && face.top + face.height < wide.height)).toEqual([true]);
  });
});

describe("zoom", () => {
  it("crops in the picture's own proportions, to the middle or to a side", async () => {
    const middle = await apply(zoom, { on: "centre", factor: 2 }, map(120, 80));
    expect([...sizeOf(middle), ...pixelAt(middle, 0, 0).slice(0, 2)]).toEqual([60, 40, 30, 20]);
    const corner = await apply(zoom, { on: "bottom-right", factor: 2 }, map(120, 80));
    expect(pixelAt(corner, 0, 0).slice(0, 2)).toEqual([60, 40]);
  });

  it("goes further for a lot than for a bit", () => {
    const factorOf = (request: string): number => Number(paramsOf(request)["factor"]);
    expect(factorOf("zoom in a bit")).toBeLessThan(factorOf("zoom in"));
    expect(factorOf("zoom in")).toBeLessThan(factorOf("zoom in a lot"));
    expect(factorOf("zoom in to 300 %")).toBe(3);
  });

  it("shows a face as large as a portrait has it, tells of several, and refuses where there is none", async () => {
    const bench = await photograph("man-on-bench");
    const { after, notes } = await told(zoom, { on: "face", factor: 1.5 }, bench);
    expect(after.width).toBeLessThan(bench.width * 0.6);
    expect(after.width / after.height).toBeCloseTo(bench.width / bench.height, 1);
    expect(notes).toEqual([]);
    const men = await told(zoom, { on: "face", factor: 1.5 }, await photograph("three-men"));
    expect(men.notes).toEqual([expect.stringContaining("3 faces")]);
    await expect(apply(zoom, { on: "face", factor: 1.5 }, await photograph("daisy"))).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
    });
  });
});

describe("letterbox", () => {
  it("covers top and bottom in black, and keeps the size and what is between", async () => {
    const before = paint(240, 160, () => [200, 100, 50]);
    const after = await apply(letterbox, { ratio: 0 }, before);
    expect(sizeOf(after)).toEqual([240, 160]);
    expect(statsOf(after, { bottom: 28 }).light).toBe(0);
    expect(statsOf(after, { top: 132 }).light).toBe(0);
    expect(pixelAt(after, 120, 80)).toEqual([200, 100, 50, 255]);
    expect(pixelAt(after, 0, 80)).toEqual([200, 100, 50, 255]);
  });

  it("leaves most of an upright picture, and changes nothing that is as wide already", async () => {
    const after = await apply(
      letterbox,
      { ratio: 0 },
      paint(100, 150, () => [200, 200, 200]),
    );
    expect(statsOf(after).light).toBeGreaterThan(140);
    await expect(apply(letterbox, { ratio: 0 }, colourful(300, 100))).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
    });
  });

  it("is not what takes bars away, or makes a square with some", () => {
    const name = (request: string) => understand(request).operations.map(({ operation }) => operation.name);
    expect(name("remove the black bars")).toEqual(["trim"]);
    expect(name("make it square with black bars")).toEqual(["extend"]);
  });
});
