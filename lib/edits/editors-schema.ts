import { z } from "zod";

const side = (name: string) =>
  z
    .string()
    .regex(/^[1-9]\d{0,4}$/, "Use a whole number of pixels from 1 to 99999.")
    .transform(Number)
    .optional()
    .meta({ description: `${name} of the picture to be edited, in pixels, for an exacter price`, type: "integer" });

/** The query of `GET /editors`: the size of a picture, both sides or neither. */
export const editorsQuerySchema = z
  .object({ width: side("Width"), height: side("Height") })
  .refine(({ width, height }) => (width === undefined) === (height === undefined), {
    message: "Give both width and height, or neither.",
    path: ["width"],
  });

/** Answer of `GET /editors`: what is configured, the preferred one first. */
export const editorsViewSchema = z
  .strictObject({
    editors: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        free: z.boolean(),
        price_usd: z.number().nullable().meta({ description: "US dollars for one edit; null: not known" }),
        price_estimated: z.boolean().meta({ description: "False: exactly this, by the provider's own word" }),
        usual_seconds: z.number().nullable(),
        capabilities: z.strictObject({
          mask: z.boolean(),
          references: z.int().min(0),
          max_megapixels: z.number().nullable(),
          aspect_ratios: z.boolean(),
          seed: z.boolean(),
          full_resolution: z.boolean(),
        }),
      }),
    ),
    budget: z
      .strictObject({
        remaining_usd: z.number().min(0).meta({ description: "What you can still spend today" }),
        resets_at: z.iso.datetime(),
      })
      .nullable()
      .meta({ description: "What is left of today's spending limits; null where there is none" }),
  })
  .meta({ id: "Editors" });

export type EditorsView = z.infer<typeof editorsViewSchema>;
