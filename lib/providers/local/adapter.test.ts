import { readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { describeImageEditor } from "@/lib/providers/image-editor.contract";
import { AppError } from "@/lib/errors";
import { colourful, encode, paint, type Pixel } from "@mizual/engine/testing";
import { createLocalEditor, createLocalEnhancer } from "./adapter";

describeImageEditor("local", createLocalEditor);

const TEST_IMAGES_DIR = process.env["TEST_IMAGES_DIR"];

async function submit(bytes: Uint8Array, prompt: string, options: { bestEffort?: boolean; signal?: AbortSignal } = {}) {
  const { width, height } = await sharp(bytes).metadata();
  const picture = { bytes, contentType: "image/png", width, height };
  const request = {
    attemptId: "1",
    prompt,
    plan: null,
    picture,
    mask: null,
    webhook: null,
    bestEffort: options.bestEffort ?? false,
  };
  const submission = await createLocalEditor().submit(request, options.signal ?? AbortSignal.timeout(60_000));
  if (submission.state !== "done") throw new Error("The local editor must answer at once");
  return submission;
}

const refusal = async (bytes: Uint8Array, prompt: string): Promise<AppError> => {
  const failure: unknown = await submit(bytes, prompt).catch((error: unknown) => error);
  if (!(failure instanceof AppError)) throw new Error("Expected a refusal", { cause: failure });
  return failure;
};

describe("the local editor", () => {
  const source = encode(colourful());

  it("is free, labelled as no generative model, and answers with a PNG", async () => {
    const submission = await submit(await source, "make it brighter");
    expect(createLocalEditor()).toMatchObject({ id: "local", label: "Local engine (no generative model)", free: true });
    expect(submission).toMatchObject({ model: "mizual-local-2", cost: null, notes: [] });
    expect(submission.picture.contentType).toBe("image/png");
    expect(await sharp(submission.picture.bytes).metadata()).toMatchObject({
      format: "png",
      width: 120,
      height: 90,
      channels: 3,
    });
  });

  it("does several things in the order in which they were said", async () => {
    const { picture } = await submit(
      await source,
      "rotate it left, then crop it to a square and make it black and white",
    );
    expect(await sharp(picture.bytes).metadata()).toMatchObject({ width: 90, height: 90 });
    const { channels } = await sharp(picture.bytes).stats();
    expect(channels[0]?.mean).toBeCloseTo(channels[2]?.mean ?? 0, 0);
  });

  it("refuses in the language of the request, with phrases of it that work, and in English", async () => {
    const { detail } = await refusal(await source, "Füge einen Hund hinzu");
    expect(detail).toMatch(/^Die lokale Engine hat „Füge einen Hund hinzu“ nicht verstanden/);
    expect(detail).toContain("“den Hintergrund unscharf machen”");
    expect(detail).toContain("did not understand this German request");
    expect((await refusal(await source, "ajouter un chien")).detail).toContain("pas compris");
    expect((await refusal(await source, "сделай фото ярче")).detail).toContain("It reads English, Deutsch (German),");
  });

  it("refuses what it does not understand, naming it and what it can do, and suggests what it does understand", async () => {
    const failure = await refusal(await source, "Add a dog");
    expect(failure).toMatchObject({ code: "REQUEST_NOT_UNDERSTOOD", charge: "none", retryable: false });
    expect(failure.detail).toContain("“Add a dog”");
    expect(failure.detail).toContain("draws no objects and takes none away");
    expect(failure.suggestions.length).toBeGreaterThan(2);
    for (const prompt of failure.suggestions) expect((await submit(await source, prompt)).leftOut).toEqual([]);
  });

  it("tells nobody who edits a picture what the operator could set", async () => {
    const { detail, suggestions } = await refusal(await source, "Add a dog");
    expect([detail, ...suggestions].join(" ")).not.toMatch(/_KEY|server/);
  });

  it.each([
    ["add a vingette wobblifier", "add a vignette"],
    ["turn the lamp brighter", "make it a bit brighter"],
    ["add a dog, then sharpen", "sharpen"],
  ])("suggests what is nearest to %s", async (prompt, nearest) => {
    const { detail, suggestions } = await refusal(await source, prompt);
    expect(suggestions).toContain(nearest);
    expect(detail.length).toBeLessThan(500);
  });

  it.each([
    "blur his body",
    "pixelate all the faces except mine",
    "blur the license plate",
    "blur the number plate",
    "hide my address",
    "make it brighter and blur the bodies",
    "anonymise it",
  ])("hides nobody by halves, and says why: %s", async (prompt) => {
    const { code, detail } = await refusal(await source, prompt);
    expect(code).toBe("REQUEST_NOT_UNDERSTOOD");
    expect(detail).toContain("does not find bodies or number plates for certain");
  });

  it("says with best effort too that nobody was hidden", async () => {
    const { leftOut } = await submit(await source, "make it darker, then blur the number plate", { bestEffort: true });
    expect(leftOut).toEqual(["Not hidden, because it cannot be found for certain: “blur the number plate”"]);
  });

  it.each(["black out the left half", "black out the top right corner", "cut off the bottom third"])(
    "can do what it offers instead: %s",
    async (prompt) => {
      expect((await refusal(await source, "hide my address")).suggestions).toContain(prompt);
      expect((await submit(await source, prompt)).picture.bytes.length).toBeGreaterThan(0);
    },
  );

  it("covers all faces, and tells how many it found; says so where there is none", async () => {
    const men = await sharp("packages/engine/tests/photographs/three-men.webp").png().toBuffer();
    const { notes } = await submit(men, "pixelate all the faces");
    expect(notes).toEqual([
      expect.stringMatching(/^3 faces were found and covered, and nothing else of these people; look for others/),
    ]);
    expect(await refusal(await source, "pixelate all the faces")).toMatchObject({
      code: "NOTHING_CHANGED",
      detail: expect.stringMatching(/^The faces could not be found/) as string,
    });
  });

  it("quotes no more than 80 characters", async () => {
    const { detail } = await refusal(await source, `add ${"a very hairy ".repeat(60)}dog`);
    expect(/“(.*?)”/.exec(detail)?.[1]?.length).toBeLessThanOrEqual(80);
  });

  it("refuses the whole when a part is not understood, and does the rest when asked to", async () => {
    expect((await refusal(await source, "add a dog, then sharpen")).detail).toContain("“add a dog”");
    const { leftOut, picture } = await submit(await source, "add a dog, then sharpen", { bestEffort: true });
    expect(leftOut).toEqual(["Left out, because it was not understood: “add a dog”"]);
    expect(picture.bytes.length).toBeGreaterThan(0);
  });

  it("refuses the whole when a part finds nothing to do, and does and tells the rest when asked to", async () => {
    const prompt = "make the water bluer and darken it";
    expect((await refusal(await source, prompt)).code).toBe("NOTHING_CHANGED");
    const { leftOut, picture } = await submit(await source, "make the water bluer, sharpen the picture", {
      bestEffort: true,
    });
    expect(leftOut).toEqual([
      expect.stringMatching(/^“make the water bluer” cannot be done: The water could not be found in this picture/),
    ]);
    expect(leftOut?.[0]).not.toMatch(/nothing was|cost nothing|\.$/);
    expect(picture.bytes.length).toBeGreaterThan(0);
  });

  it("leaves nobody unhidden for the sake of the rest", async () => {
    const wish = submit(await source, "pixelate all the faces and make it darker", { bestEffort: true });
    await expect(wish).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });

  it.each([
    "make it warmer. Leave the glorp alone",
    "only the sky brighter and keep zzz",
    "sharpen it. No glorps please",
  ])(
    "refuses with best effort too where the rest means something else without what is left over: %s",
    async (prompt) => {
      await expect(submit(await source, prompt, { bestEffort: true })).rejects.toMatchObject({
        code: "REQUEST_NOT_UNDERSTOOD",
      });
    },
  );

  it("refuses with best effort too when nothing is left to do", async () => {
    await expect(submit(await source, "add a dog", { bestEffort: true })).rejects.toMatchObject({
      code: "REQUEST_NOT_UNDERSTOOD",
    });
  });

  it.each([
    ["brighten", (): Pixel => [255, 255, 255]],
    ["make it black and white", (): Pixel => [90, 90, 90]],
    ["crop it square", (): Pixel => [1, 2, 3]],
  ])("says that nothing changed: %s", async (prompt, colour) => {
    await expect(submit(await encode(paint(8, 8, colour)), prompt)).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });

  it("suggests the rest of a request where a part of it cannot be done to this picture", async () => {
    const grey = await encode(paint(64, 48, (x) => [90 + x, 90 + x, 90 + x]));
    expect(await refusal(grey, "make it brighter, then desaturate the red areas")).toMatchObject({
      code: "NOTHING_CHANGED",
      suggestions: ["make it brighter"],
    });
  });

  it("carries out a plan as it stands, and refuses a plan with unknown operations", async () => {
    const bytes = await source;
    const picture = { bytes, contentType: "image/png", width: 120, height: 90 };
    const operation = { name: "flip", params: { axis: "horizontal" }, words: "flip it" };
    const request = {
      attemptId: "1",
      prompt: "whatever it says",
      picture,
      mask: null,
      webhook: null,
      bestEffort: false,
    };
    const signal = AbortSignal.timeout(10_000);
    const done = await createLocalEditor().submit(
      { ...request, plan: { operations: [operation], notUnderstood: [] } },
      signal,
    );
    expect(done.state).toBe("done");
    for (const wrong of [
      { ...operation, name: "levitate" },
      { ...operation, params: { axis: "diagonal" } },
    ]) {
      const plan = { operations: [wrong], notUnderstood: [] };
      await expect(createLocalEditor().submit({ ...request, plan }, signal)).rejects.toMatchObject({
        code: "REQUEST_NOT_UNDERSTOOD",
      });
    }
  });

  it("does what the enhancer planned, the same bytes twice and the same as from the words alone", async () => {
    const prompt = "make it a bit brighter, tint it teal and blur it slightly";
    const bytes = await source;
    const picture = { bytes, contentType: "image/png", width: 120, height: 90 };
    const signal = AbortSignal.timeout(10_000);
    const enhanced = await createLocalEnhancer().enhance({ prompt, picture, editor: "local" }, signal);
    const planned = await createLocalEditor().submit(
      {
        attemptId: "1",
        prompt: enhanced.prompt,
        plan: enhanced.plan,
        picture,
        mask: null,
        webhook: null,
        bestEffort: false,
      },
      signal,
    );
    const fromWords = await submit(bytes, prompt);
    const again = await submit(bytes, prompt);
    if (planned.state !== "done") throw new Error("The local editor must answer at once");
    expect(Buffer.compare(planned.picture.bytes, fromWords.picture.bytes)).toBe(0);
    expect(Buffer.compare(again.picture.bytes, fromWords.picture.bytes)).toBe(0);
  });

  it.each([
    [1, 1],
    [6000, 200],
    [200, 4000],
  ])("completes at %i × %i and keeps alpha", async (width, height) => {
    const bytes = await encode(colourful(width, height, (x, y) => (x + y + 9) % 256));
    const { picture } = await submit(bytes, "make it brighter, warmer and blur it");
    expect(await sharp(picture.bytes).metadata()).toMatchObject({ width, height, channels: 4 });
    const alpha = (png: Uint8Array) => sharp(png).extractChannel(3).raw().toBuffer();
    expect((await alpha(picture.bytes)).equals(await alpha(bytes))).toBe(true);
  });

  it("completes at 12 megapixels", async () => {
    const bytes = await sharp(await encode(colourful(400, 300)))
      .resize(4000, 3000)
      .jpeg()
      .toBuffer();
    const { picture } = await submit(bytes, "make it brighter and tint it teal");
    expect(await sharp(picture.bytes).metadata()).toMatchObject({ width: 4000, height: 3000 });
  });

  it("lets other work of the process run meanwhile", async () => {
    const bytes = await encode(colourful(2000, 1500));
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    await submit(bytes, "tint it teal and make it warmer");
    clearInterval(timer);
    expect(turns).toBeGreaterThan(20);
  });

  it("reads another version of the chain for what needs it, and for nothing else", async () => {
    const bytes = await encode(paint(64, 48, (x, y) => [200 + (x % 40), 120 + (y % 30), 60]));
    const original = await encode(paint(32, 24, (x, y) => [60, 100 + (x % 30), 200 + (y % 40)]));
    const asked: number[] = [];
    const submitWith = async (prompt: string, versions: Record<number, Uint8Array>) => {
      const submission = await createLocalEditor().submit(
        {
          attemptId: "1",
          prompt,
          plan: null,
          picture: { bytes, contentType: "image/png", width: 64, height: 48 },
          mask: null,
          webhook: null,
          bestEffort: false,
          version: async (number) => {
            asked.push(number);
            return versions[number] ?? null;
          },
        },
        AbortSignal.timeout(30_000),
      );
      if (submission.state !== "done") throw new Error("The local editor must answer at once");
      return submission.picture.bytes;
    };
    await submitWith("make it brighter", { 0: original });
    expect(asked).toEqual([]);
    const { channels } = await sharp(await submitWith("match the colours of the original", { 0: original })).stats();
    expect(asked).toEqual([0]);
    expect(channels[2]?.mean).toBeGreaterThan((channels[0]?.mean ?? 0) + 40);
    await expect(submitWith("match the colours of version 3", { 0: original })).rejects.toMatchObject({
      code: "REQUEST_NOT_UNDERSTOOD",
      detail: expect.stringContaining("version 3") as unknown,
    });
  });

  it("stops when it is aborted", async () => {
    await expect(submit(await source, "brighter", { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: "AbortError",
    });
  });

  it
    .runIf(TEST_IMAGES_DIR !== undefined)
    .each([
      "photo-painting-1165x859.jpg",
      "photo-bricks-gray.jpg",
      "palette-bricks.png",
      "pngsuite-basn6a16.png",
      "pngsuite-basn0g16.png",
      "pngsuite-tbbn3p08.png",
      "semi-transparent-512.png",
      "panorama-6000x200.jpg",
      "tiny-1x1.png",
    ])("edits %s (TEST_IMAGES_DIR)", async (name) => {
    const bytes = await readFile(path.join(TEST_IMAGES_DIR ?? "", name));
    const { width, height } = await sharp(bytes).metadata();
    const { picture } = await submit(bytes, "make it a bit darker and tint it blue");
    expect(await sharp(picture.bytes).metadata()).toMatchObject({ format: "png", width, height });
  });

  it.runIf(TEST_IMAGES_DIR !== undefined)(
    "finds the sky of a painting, and none behind stained glass (TEST_IMAGES_DIR)",
    async () => {
      const painting = await readFile(path.join(TEST_IMAGES_DIR ?? "", "photo-painting-1165x859.jpg"));
      const { picture } = await submit(painting, "make the sky more dramatic");
      const area = (bytes: Uint8Array, top: number) =>
        sharp(bytes).extract({ left: 60, top, width: 300, height: 100 }).raw().toBuffer();
      const meanOf = (pixels: Buffer): number => pixels.reduce((sum, level) => sum + level, 0) / pixels.length;
      expect(meanOf(await area(picture.bytes, 40))).toBeLessThan(meanOf(await area(painting, 40)) * 0.8);
      expect((await area(picture.bytes, 700)).equals(await area(painting, 700))).toBe(true);
      const glass = await readFile(path.join(TEST_IMAGES_DIR ?? "", "photo-glass-312x442.jpg"));
      expect((await refusal(glass, "make the sky more dramatic")).code).toBe("NOTHING_CHANGED");
    },
  );
});
