import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { expect, it } from "vitest";
import { keysOf } from "@/db/queries/deletions";
import { findEditRecord } from "@/db/queries/edits";
import { readPicture } from "@/lib/edits/pictures";
import { requestEdit } from "@/lib/edits/request";
import { clientOf, editRequest } from "./factories/edits";
import { IS_SAMPLE } from "./sample";
import { servicesOfFile } from "./services";

// What a chain takes in the store, and what that costs in quality.

const PROMPTS = ["make it a bit warmer", "flip it", "a bit darker", "rotate it 90 degrees", "a bit cooler"];

const test = servicesOfFile();

/** A photo as a phone takes it: fine texture and a little noise, JPEG with halved colours. */
async function phonePhoto(width: number, height: number, sigma: number): Promise<Buffer> {
  const picture = sharp(await readFile("public/samples/harvesters.webp")).resize(width, height, { fit: "cover" });
  const grain = {
    create: { width, height, channels: 3, background: "#808080", noise: { type: "gaussian", mean: 128, sigma } },
  } as const;
  const noise = await sharp(grain).png({ compressionLevel: 0 }).toBuffer();
  return picture
    .removeAlpha()
    .composite([{ input: noise, blend: "soft-light" }])
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** Five edits, each on the one before; answers their ids. */
async function makeChain(photo: Buffer, lossy: boolean): Promise<string[]> {
  const ids: string[] = [];
  for (const prompt of PROMPTS) {
    const wanted = editRequest(ids.length === 0 ? photo : null, {
      prompt,
      parentId: ids.at(-1) ?? null,
      enhance: "auto",
    });
    const { editId } = await requestEdit(test.services, wanted, clientOf());
    await test.services.db.updateTable("edits").set({ sourceLossy: lossy }).where("id", "=", editId).execute();
    await test.runEdits();
    ids.push(editId);
  }
  return ids;
}

const rowsOf = (ids: string[]) => Promise.all(ids.map((id) => findEditRecord(test.services.db, id)));

async function pixelsOfLast(ids: string[]): Promise<Buffer> {
  const last = (await rowsOf(ids)).at(-1);
  expect(last).toMatchObject({ status: "completed", chainPosition: 5 });
  return sharp(await readPicture(test.services.blobs, last?.resultKey ?? null))
    .raw()
    .toBuffer();
}

/** Of a phone's photo, and the most that its chain takes: a quarter takes a quarter, but for the small pictures. */
const [PART, MOST] = IS_SAMPLE ? [0.25, 11e6] : [1, 40e6];

// Again, where a busy machine takes longer to read the photo than the product gives anyone.
it("a chain of five edits of a 12-megapixel photo takes at most 40 MB", { timeout: 300_000, retry: 2 }, async () => {
  const photo = await phonePhoto(4032 * Math.sqrt(PART), 3024 * Math.sqrt(PART), 15);
  const edits = await rowsOf(await makeChain(photo, true));
  expect(edits.map((edit) => edit?.resultType)).toEqual(PROMPTS.map(() => "image/jpeg"));
  const keys = new Set(edits.flatMap((edit) => (edit === null ? [] : keysOf(edit))));
  const sizes = await Promise.all([...keys].map(async (key) => (await test.services.blobs.head(key))?.size ?? NaN));
  const sum = sizes.reduce((all, size) => all + size, 0);
  // The original and five results, each with two small pictures.
  expect(keys.size).toBe(3 * 6);
  expect(photo.byteLength).toBeGreaterThan(2.5e6 * PART);
  expect(sum).toBeLessThan(MOST);
});

it("five edits kept with loss stay within 45 dB of the same without", { timeout: 120_000 }, async () => {
  const part = { left: 1400, top: 1000, width: 1200 * Math.sqrt(PART), height: 900 * Math.sqrt(PART) };
  const photo = await sharp(await phonePhoto(4032, 3024, 0))
    .extract(part)
    .jpeg({ quality: 95 })
    .toBuffer();
  const [lossy, exact] = [await makeChain(photo, true), await makeChain(photo, false)];
  expect((await rowsOf(exact)).map((edit) => edit?.resultType)).toEqual(PROMPTS.map(() => "image/webp"));
  const [kept, wanted] = [await pixelsOfLast(lossy), await pixelsOfLast(exact)];
  let squares = 0;
  kept.forEach((value, at) => (squares += (value - (wanted[at] ?? 0)) ** 2));
  const psnr = 10 * Math.log10(255 ** 2 / (squares / kept.length));
  expect(psnr).toBeGreaterThanOrEqual(45);
});

it.each([
  ["takes something away in one place", "erase the bottom right corner"],
  ["changes a part", "make the bottom half brighter"],
])("what only %s loses nothing elsewhere, and what follows it is a photo again", async (_, prompt) => {
  const photo = await phonePhoto(640, 480, 1);
  const ask = async (bytes: Buffer | null, words: string, parentId: string | null = null) => {
    const { editId } = await requestEdit(
      test.services,
      editRequest(bytes, { prompt: words, parentId, enhance: "auto" }),
      clientOf(),
    );
    await test.runEdits();
    return editId;
  };
  const erased = await ask(photo, prompt);
  const [row] = await rowsOf([erased, await ask(null, "make it warmer", erased)]);
  expect(row).toMatchObject({ status: "completed", resultType: "image/webp", resultAlpha: false });
  const read = async (key: string | null | undefined) =>
    sharp(await readPicture(test.services.blobs, key ?? null))
      .extract({ left: 0, top: 0, width: 640, height: 200 })
      .raw()
      .toBuffer();
  expect((await read(row?.resultKey)).equals(await read(row?.originalKey))).toBe(true);
  const next = await test.services.db.selectFrom("edits").selectAll().where("parentId", "=", erased).executeTakeFirst();
  expect(next).toMatchObject({ originalType: "image/webp", resultType: "image/jpeg" });
});

it("a screenshot stays without loss, and what is transparent too", async () => {
  const screenshot = await readFile("tests/files/screenshot.png");
  const ids = await Promise.all(
    [screenshot, await phonePhoto(640, 480, 1)].map(async (bytes, at) => {
      const prompt = at === 0 ? "flip it" : "make it a circle";
      return (await requestEdit(test.services, editRequest(bytes, { prompt, enhance: "auto" }), clientOf())).editId;
    }),
  );
  await test.runEdits();
  const [flipped, circle] = await rowsOf(ids);
  expect(flipped).toMatchObject({ resultType: "image/webp", sourceFormat: "png", sourceLossy: false });
  const pixels = await sharp(await readPicture(test.services.blobs, flipped?.resultKey ?? null))
    .flop()
    .raw()
    .toBuffer();
  expect(pixels.equals(await sharp(screenshot).toColourspace("srgb").removeAlpha().raw().toBuffer())).toBe(true);
  expect(circle).toMatchObject({ status: "completed", resultType: "image/webp", resultAlpha: true });
});
