import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { createLocalEnhancer } from "./local";
import { describePromptEnhancer } from "./prompt-enhancer.contract";

describePromptEnhancer("local", createLocalEnhancer);

async function enhance(prompt: string, background = "#777777", editor = "local") {
  const image = sharp({ create: { width: 40, height: 30, channels: 3, background } });
  const picture = { bytes: await image.png().toBuffer(), contentType: "image/png", width: 4000, height: 3000 };
  return createLocalEnhancer().enhance({ prompt, picture, editor }, AbortSignal.timeout(10_000));
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

  it("fits the amount to the picture, except one said in figures", async () => {
    const stops = async (request: string, background: string) =>
      Number((await enhance(request, background)).plan.operations[0]?.params["stops"]);
    expect(await stops("brighter", "#202020")).toBeGreaterThan(await stops("brighter", "#c0c0c0"));
    expect(await stops("brighter by 1 stop", "#202020")).toBe(1);
    expect(await stops("brighter by 1 stop", "#c0c0c0")).toBe(1);
  });

  it("notes the size and light of the picture", async () => {
    const { notes } = await enhance("brighter", "#808080");
    expect(notes[0]).toBe("4000 × 3000 px, mean light 128 of 255, spread 0");
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
