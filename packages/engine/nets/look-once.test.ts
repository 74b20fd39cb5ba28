import { expect, it } from "vitest";
import { quietWork } from "../work";
import { lookOnce } from "./look-once";

const picture = () => ({ data: Buffer.alloc(48, 7), width: 4, height: 4, channels: 3 as const });

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
