import { z } from "zod";
import type { FakeAnswer } from "../fake-server";
import { type FakeModel, MODELS } from "./models";

type Size = { width: number; height: number };

const length = z.int().positive();
const body = z.strictObject({
  model: z.string(),
  width: length,
  height: length,
  input_images: z.array(z.strictObject({ width: length, height: length })).optional(),
});

/** As the service tells sizes: megapixels with two digits. */
export const megapixels = ({ width, height }: Size): number => Math.round((width * height) / 1e4) / 100;

/** Credits for megapixels in and out; of each the nearest whole one is paid, and one at least. */
export const creditsFor = ({ credits }: FakeModel, input: number, output: number): number =>
  Math.round((credits.first + credits.more * (billed(input) + billed(output) - 1)) * 100) / 100;

const billed = (size: number): number => Math.max(1, Math.round(size));

/** The price list, which knows FLUX.2 alone. */
export function pricing(bytes: Buffer): FakeAnswer {
  const parsed = body.safeParse(JSON.parse(bytes.toString("utf8")));
  if (!parsed.success)
    return { status: 422, body: { detail: [{ loc: ["body"], msg: "Wrong body", type: "value_error" }] } };
  const { model: name, input_images: images = [], ...size } = parsed.data;
  const model = MODELS[name];
  if (model?.kind !== "flux-2") return { status: 404, body: { detail: "Not Found" } };
  const input = images.reduce((sum, image) => sum + megapixels(image), 0);
  return { body: { cost: creditsFor(model, input, megapixels(size)) } };
}
