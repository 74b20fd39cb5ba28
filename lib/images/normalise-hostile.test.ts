import { availableParallelism } from "node:os";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { isoBox } from "@/tests/heic";
import { quarters } from "@/tests/pictures";
import { withAccount } from "@/lib/fair-share";
import { normalisePicture } from "./normalise";

import sharp from "sharp";

const STARTS = [
  "ffd8ffe0",
  "89504e470d0a1a0a0000000d49484452",
  "52494646ff00000057454250565038",
  "00000014667479706176696600000000",
  "474946383961",
  "49492a0008000000",
  "",
].map((hex) => Buffer.from(hex, "hex"));

const repeated = (bytes: Buffer, times: number): Buffer => Buffer.alloc(bytes.length * times, bytes);

/** Answers with a picture that decodes, or refuses with 400, 413 or 415; nothing else ever. */
async function answers(bytes: Uint8Array): Promise<void> {
  let picture;
  try {
    picture = await normalisePicture(bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    expect([400, 413, 415]).toContain((error as AppError).status);
    return;
  }
  const { info } = await sharp(picture.bytes, { failOn: "warning" }).raw().toBuffer({ resolveWithObject: true });
  expect([info.width, info.height]).toEqual([picture.width, picture.height]);
}

describe("normalisePicture, whatever it is given", () => {
  it("answers for any bytes behind any known beginning", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...STARTS), fc.uint8Array({ maxLength: 300 }), (start, bytes) =>
        answers(Buffer.concat([start, bytes])),
      ),
      { numRuns: 400 },
    );
  });

  it.each(["jpeg", "png", "webp", "gif", "tiff", "avif"] as const)(
    "answers for a %s with any bytes changed, cut or added",
    async (format) => {
      const valid = await quarters(64, 48)
        .ensureAlpha(format === "png" ? 0.5 : 1)
        .toFormat(format)
        .toBuffer();
      const change = fc.record({ at: fc.nat(valid.length - 1), value: fc.nat(255) });
      await fc.assert(
        fc.asyncProperty(
          fc.array(change, { minLength: 1, maxLength: 6 }),
          fc.option(fc.nat(valid.length)),
          fc.uint8Array({ maxLength: 20 }),
          (changes, cut, added) => {
            const bytes = Buffer.from(valid);
            for (const { at, value } of changes) bytes[at] = value;
            return answers(Buffer.concat([bytes.subarray(0, cut ?? valid.length), added]));
          },
        ),
        { numRuns: 120 },
      );
    },
  );

  // Before their numbers had a limit: 1.5 s and 400 MB for the first, 10 s for the second, for everybody.
  it.each([
    ["a photo of boxes without anything in them", () => isoBox("meta", Buffer.alloc(4), repeated(isoBox("free"), 2e6))],
    [
      "a photo of many such boxes, each with no more than may be",
      () => repeated(isoBox("meta", Buffer.alloc(4), repeated(isoBox("free"), 9_000)), 250),
    ],
    [
      "a photo whose few bytes say that it lies in a billion places",
      () => {
        const item = Buffer.from([0, 1, 0, 0, 0xff, 0xff]);
        return isoBox(
          "meta",
          Buffer.alloc(4),
          isoBox("iloc", Buffer.alloc(6), Buffer.from([0x27, 0x10]), repeated(item, 10_000)),
        );
      },
    ],
  ])("refuses %s at once", async (_, meta) => {
    const file = Buffer.concat([isoBox("ftyp", Buffer.from("heic\0\0\0\0mif1heic")), meta()]);
    const before = performance.now();
    await expect(normalisePicture(file)).rejects.toMatchObject({ code: "INVALID_IMAGE" });
    expect(performance.now() - before).toBeLessThan(500);
  });

  it("holds its list of formats although others write to it", async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
    await expect(sharp(svg).metadata()).rejects.toThrow(/unsupported/);
    // What Next's image optimizer does when it is first used.
    sharp.block({ operation: ["VipsForeignLoad"] });
    sharp.unblock({ operation: ["VipsForeignLoadSvg", "VipsForeignLoadJpeg"] });
    expect((await sharp(svg).metadata()).format).toBe("svg");
    const png = await quarters(4, 4).png().toBuffer();
    expect((await normalisePicture(png)).width).toBe(4);
    await expect(sharp(svg).metadata()).rejects.toThrow(/unsupported/);
  });

  it("decodes as many at once for one client as there are cores, at most two, and for all three, and lets the rest wait", async () => {
    // Interlaced, so that a decoder holds all of its pixels for as long as it works.
    const background = { r: 1, g: 2, b: 3, alpha: 0.5 };
    const create = { width: 2000, height: 2000, channels: 4, background } as const;
    const costly = await sharp({ create }).png({ progressive: true }).toBuffer();
    const mostFor = async (clients: readonly string[]): Promise<number> => {
      const inDecoder: number[] = [];
      // Only those at work: one that passes from the queue to a thread between two readings would count twice.
      const watch = setInterval(() => inDecoder.push(sharp.counters().process), 1);
      const pictures = await Promise.all(
        clients.map((client) => withAccount({ client, browser: null }, () => normalisePicture(costly))),
      );
      clearInterval(watch);
      expect(new Set(pictures.map(({ sha256 }) => sha256)).size).toBe(1);
      // On a busy machine the samples may miss the moments in which all are at work.
      expect(Math.max(...inDecoder)).toBeGreaterThanOrEqual(1);
      return Math.max(...inDecoder);
    };
    expect(await mostFor(Array.from({ length: 8 }, () => "one"))).toBeLessThanOrEqual(
      Math.min(availableParallelism(), 2),
    );
    expect(await mostFor(["one", "two", "three", "four"])).toBeLessThanOrEqual(3);
  });
});
