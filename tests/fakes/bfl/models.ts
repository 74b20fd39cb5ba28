import { z } from "zod";

const picture = z.string().nullish();
const references = (most: number) =>
  Object.fromEntries(Array.from({ length: most - 1 }, (_, at) => [`input_image_${at + 2}`, picture]));

const callback = {
  webhook_url: z.url().min(1).max(2083).nullish(),
  webhook_secret: z.string().nullish(),
};
const seed = z.int().nullish();
const safety = (most: number) => z.int().min(0).max(most).optional();

/** Of the documented rules for a side the narrowest, so that what passes here passes under each. */
const side = z
  .int()
  .max(2048)
  .refine((length) => length === 0 || length >= 256, "Input should be 0, or greater than or equal to 256")
  .refine((length) => length % 16 === 0, "Input should be a multiple of 16")
  .optional();

const ratio = z
  .string()
  .regex(/^\d{1,2}:\d{1,2}$/, "Input should be a ratio such as 16:9")
  .refine((text) => {
    const [across = 0, down = 0] = text.split(":").map(Number);
    return across * 9 <= down * 21 && down * 9 <= across * 21 && across > 0;
  }, "Input should be between 21:9 and 9:21")
  .nullish();

const kontext = z.strictObject({
  prompt: z.string(),
  input_image: picture,
  ...references(4),
  aspect_ratio: ratio,
  output_format: z.enum(["jpeg", "png"]).optional(),
  prompt_upsampling: z.boolean().optional(),
  safety_tolerance: safety(6),
  seed,
  ...callback,
});

const flux2 = (most: number) => ({
  prompt: z.string(),
  input_image: picture,
  ...references(most),
  width: side,
  height: side,
  output_format: z.enum(["jpeg", "png", "webp"]).optional(),
  safety_tolerance: safety(5),
  seed,
  user: z.string().optional(),
  ...callback,
});

const pro = z.strictObject({
  ...flux2(8),
  transparent_bg: z.boolean().optional(),
  disable_pup: z.boolean().optional(),
});
const flex = z.strictObject({
  ...flux2(8),
  guidance: z.number().min(1.5).max(10).optional(),
  steps: z.int().min(1).max(50).optional(),
  prompt_upsampling: z.boolean().optional(),
});

const erase = z.strictObject({
  image: z.string(),
  mask: z.string(),
  dilate_pixels: z.int().min(0).max(25).optional(),
  seed,
  safety_tolerance: safety(5),
  output_format: z.enum(["png", "jpeg"]).optional(),
  ...callback,
});

/** As published on 1 October 2026: this and nothing else. */
const flux3 = z.strictObject({
  prompt: z.string(),
  images: z.array(z.string()).max(10).optional(),
  aspect_ratio: z.union([z.literal("auto"), ratio]).optional(),
  resolution: z.enum(["768sq", "1k", "1.5k", "2k", "4k"]).optional(),
  safety_tolerance: safety(4),
  grounding: z.boolean().optional(),
  version: z.string().optional(),
});

export type FakeModel = {
  body: z.ZodType<Record<string, unknown>>;
  kind: "kontext" | "flux-2" | "flux-3" | "erase";
  defaultFormat: "png" | "jpeg";
  /** Tasks of this model that may be open at once; `null`: only the account's own number counts. */
  maxActive: number | null;
  /** Credits: the first megapixel, and each further one of pictures in and out. */
  credits: { first: number; more: number };
};

const flux2Model = (body: FakeModel["body"], first: number, more: number): FakeModel => ({
  body,
  kind: "flux-2",
  defaultFormat: "jpeg",
  maxActive: null,
  credits: { first, more },
});

const kontextModel = (first: number, maxActive: number | null): FakeModel => ({
  body: kontext,
  kind: "kontext",
  defaultFormat: "png",
  maxActive,
  credits: { first, more: 0 },
});

/** The models there are, by their path below `/v1/`; any other is not found. */
export const MODELS: Readonly<Record<string, FakeModel>> = {
  "flux-kontext-pro": kontextModel(4, null),
  "flux-kontext-max": kontextModel(8, 6),
  "flux-2-pro": flux2Model(pro, 3, 1.5),
  "flux-2-pro-preview": flux2Model(pro, 3, 1.5),
  "flux-2-max": flux2Model(pro, 7, 3),
  "flux-2-flex": flux2Model(flex, 5, 5),
  "flux-2-klein-4b": flux2Model(z.strictObject(flux2(4)), 1.4, 0.1),
  "flux-2-klein-9b": flux2Model(z.strictObject(flux2(5)), 1.5, 0.2),
  "flux-3-image": {
    body: flux3,
    kind: "flux-3",
    defaultFormat: "png",
    maxActive: null,
    credits: { first: 4.8, more: 0 },
  },
  "flux-tools/erase-v1": {
    body: erase,
    kind: "erase",
    defaultFormat: "png",
    maxActive: null,
    credits: { first: 5, more: 0 },
  },
};
