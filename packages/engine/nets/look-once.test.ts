import { expect, it } from "vitest";
import { quietWork } from "../work";
import { lookOnce } from "./look-once";

const picture = () => ({ data: Buffer.alloc(48, 7), width: 4, height: 4, channels: 3 as const });

it("tells pictures apart that differ in one channel of one pixel", async () => {
  const seen = lookOnce<number>();
  const work = quietWork();
  const [width, height, channels] = [1024, 512, 3] as const;
  const looks: number[] = [];
  for (const changed of [null, 0, 1, 2, 100_000, 777_777]) {
    const data = Buffer.alloc(width * height * channels, 7);
    if (changed !== null) data[changed] = 8;
    looks.push(await seen({ data, width, height, channels }, "", work, () => Promise.resolve(looks.length)));
  }
  expect(looks).toEqual([0, 1, 2, 3, 4, 5]);
});

it("looks once at the same picture in one edit, and again at what became of it, in another way, or in another edit", async () => {
  const seen = lookOnce<number>();
  const work = quietWork();
  let looks = 0;
  const look = (raster: ReturnType<typeof picture>, how = "", by = work) =>
    seen(raster, how, by, () => Promise.resolve(++looks));
  const raster = picture();
  expect([await look(raster), await look(picture()), await look(raster)]).toEqual([1, 1, 1]);
  expect(await look(raster, "from near")).toBe(2);
  raster.data[5] = 8;
  expect(await look(raster)).toBe(3);
  expect(await look(picture(), "", quietWork())).toBe(4);
});
