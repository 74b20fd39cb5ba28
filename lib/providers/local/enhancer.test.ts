import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { createLocalEnhancer } from "./adapter";
import { describePromptEnhancer } from "@/lib/providers/prompt-enhancer.contract";

describePromptEnhancer("local", createLocalEnhancer);

async function enhance(prompt: string, background = "#777777", editor = "local", bestEffort = false) {
  const image = sharp({ create: { width: 40, height: 30, channels: 3, background } });
  const picture = { bytes: await image.png().toBuffer(), contentType: "image/png", width: 4000, height: 3000 };
  return createLocalEnhancer().enhance({ prompt, picture, editor, bestEffort }, AbortSignal.timeout(10_000));
}

describe("the local enhancer", () => {
  it("says in plain words what will be done, in order", async () => {
    const { prompt } = await enhance("could u make it a bit brighter & warm up the colors");
    expect(prompt).toBe("Brighten the whole picture slightly. Make the colours of the whole picture warmer.");
  });

  it("passes the person's own words on when a part is not understood", async () => {
    const { prompt, plan } = await enhance("Add a dog, and sharpen", "#777777", "flux");
    expect(prompt).toBe("Add a dog, and sharpen");
    expect(plan.notUnderstood).toEqual(["Add a dog"]);
  });

  it("says with best effort what the local engine will do, and the plan names the rest", async () => {
    const { prompt, plan } = await enhance("Add a dog, and sharpen", "#777777", "local", true);
    expect(prompt).toBe("Sharpen the whole picture.");
    expect(plan.operations.map(({ name }) => name)).toEqual(["sharpen"]);
    expect(plan.notUnderstood).toEqual(["Add a dog"]);
  });

  it.each([
    ["for a generative model", "Add a dog, and sharpen", "flux"],
    ["where the rest would mean something else", "Sharpen it. Leave the glorp alone", "local"],
  ])("passes the person's own words on with best effort too %s", async (_why, words, editor) => {
    expect((await enhance(words, "#777777", editor, true)).prompt).toBe(words);
  });

  it("says a plan in English, and in the language of the request", async () => {
    const { prompt, notes } = await enhance("Mach den Himmel bitte etwas dunkler und den Hintergrund unscharf");
    expect(prompt).toBe("Darken the sky slightly. Blur the background and leave the subject sharp.");
    expect(notes).toContain("Auf Deutsch: Himmel: ein bisschen dunkler; Hintergrund: weichzeichnen");
  });

  it("fits the amount to the picture, except one said in figures", async () => {
    const stops = async (request: string, background: string) =>
      Number((await enhance(request, background)).plan.operations[0]?.params["stops"]);
    expect(await stops("brighter", "#202020")).toBeGreaterThan(await stops("brighter", "#c0c0c0"));
    expect(await stops("brighter by 1 stop", "#202020")).toBe(1);
    expect(await stops("brighter by 1 stop", "#c0c0c0")).toBe(1);
  });

  it("notes the size, the light and the colours of the picture", async () => {
    expect((await enhance("brighter", "#808080")).notes).toEqual([
      "4000 × 3000 px, mean light 128 of 255, spread 0, mostly grey",
    ]);
    expect((await enhance("brighter", "#10205a")).notes[0]).toContain("mostly dark blue");
  });

  it("says which part of the picture is meant, in the instruction, the plan and the notes", async () => {
    const { prompt, plan, notes } = await enhance(
      "darken the sky a bit and make it warmer, then sharpen all but the face",
    );
    expect(prompt).toBe(
      "Darken the sky slightly. Make the colours of the sky warmer. Sharpen everything but the faces.",
    );
    expect(plan.operations.map(({ within }) => within)).toEqual([
      [{ name: "sky" }],
      [{ name: "sky" }],
      [{ name: "face", except: true }],
    ]);
    expect(notes.slice(1)).toEqual([
      "Only for a part of the picture: the sky",
      "Only for a part of the picture: everything but the faces",
    ]);
  });

  it("leaves the part out of the plan when the whole picture is meant", async () => {
    expect((await enhance("brighter")).plan.operations[0]).not.toHaveProperty("within");
  });

  it("gives the same answer twice", async () => {
    const request = "make it black and white with much more contrast, then crop it square";
    expect(await enhance(request)).toEqual(await enhance(request));
  });

  it("stops when told to", async () => {
    const image = sharp({ create: { width: 4, height: 4, channels: 3, background: "#777777" } });
    const picture = { bytes: await image.png().toBuffer(), contentType: "image/png", width: 4, height: 4 };
    const request = { prompt: "brighter", picture, editor: "local" };
    await expect(createLocalEnhancer().enhance(request, AbortSignal.abort())).rejects.toMatchObject({
      name: "AbortError",
    });
  });
});
