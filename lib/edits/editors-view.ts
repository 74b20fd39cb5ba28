import { z } from "zod";
import type { Services } from "@/lib/services";
import { usualTime } from "./usual-time";

/** Answer of `GET /editors`: what is configured, the preferred one first. */
export const editorsViewSchema = z
  .strictObject({
    editors: z.array(
      z.strictObject({
        id: z.string(),
        label: z.string(),
        free: z.boolean(),
        price_usd: z.number().nullable(),
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
  })
  .meta({ id: "Editors" });

export type EditorsView = z.infer<typeof editorsViewSchema>;

/** The configured editors as they are shown over HTTP; times from experience where there is any. */
export async function editorsView(services: Services): Promise<EditorsView> {
  const editors = services.editors.map(async ({ id, label, free, capabilities }) => ({
    id,
    label,
    free,
    price_usd: capabilities.priceUsd,
    usual_seconds: await usualTime(services, id),
    capabilities: {
      mask: capabilities.mask,
      references: capabilities.references,
      max_megapixels: capabilities.maxMegapixels,
      aspect_ratios: capabilities.aspectRatios,
      seed: capabilities.seed,
      full_resolution: capabilities.fullResolution,
    },
  }));
  return { editors: await Promise.all(editors) };
}
