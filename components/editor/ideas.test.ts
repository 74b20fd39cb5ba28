import path from "node:path";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { editPicture } from "@mizual/engine";
import { understand } from "@mizual/engine/testing";
import sharp from "sharp";
import { IS_SAMPLE } from "@/tests/sample";
import { ideasFor, SAMPLES } from "./ideas";

const ROOT = path.join(import.meta.dirname, "../..");
const HEADING = "## What can be said without a key";

/** The requests in italics at the beginning of the README's section. */
function readmeRequests(): string[] {
  const readme = readFileSync(path.join(ROOT, "README.md"), "utf8");
  const [section = ""] = (readme.split(HEADING)[1] ?? "").split("\n## ");
  return [...section.matchAll(/_([^_]+)_/g)].map(([, request = ""]) => request.replaceAll(/\s+/g, " "));
}

/** Words of a request that the local engine does not understand, or all of it when it would do nothing. */
function missed(request: string): readonly string[] {
  const { operations, notUnderstood } = understand(request);
  return operations.length === 0 ? [request] : notUnderstood;
}

describe("requests that are suggested", () => {
  it.each([
    ["in the README", readmeRequests()],
    ["with the samples", SAMPLES.map(({ prompt }) => prompt)],
    ["for a draft", [...ideasFor({ width: 400, height: 300 }), ...ideasFor({ width: 300, height: 300 })]],
  ])("are understood, whole: %s", (_where, requests) => {
    expect(requests.length).toBeGreaterThan(3);
    expect(requests.flatMap(missed)).toEqual([]);
  });

  it.each(IS_SAMPLE ? ["kitchen"] : ["kitchen", "three-men", "daisy"])(
    "for a draft change any picture: %s",
    async (name) => {
      const { data: bytes, info } = await sharp(`packages/engine/tests/photographs/${name}.webp`)
        .resize(240)
        .png()
        .toBuffer({ resolveWithObject: true });
      const size = { width: info.width, height: info.height };
      for (const prompt of ideasFor(size)) {
        // It throws where the picture stays as it was.
        const { leftOut } = await editPicture({ bytes, ...size, prompt }, AbortSignal.timeout(60_000));
        expect({ prompt, leftOut }).toEqual({ prompt, leftOut: [] });
      }
    },
  );

  it("with the samples change them", async () => {
    for (const { src, prompt } of SAMPLES) {
      const bytes = readFileSync(path.join(ROOT, "public", src));
      const { width, height } = await sharp(bytes).metadata();
      const { leftOut } = await editPicture({ bytes, width, height, prompt }, AbortSignal.timeout(60_000));
      expect({ prompt, leftOut }).toEqual({ prompt, leftOut: [] });
    }
  });
});
