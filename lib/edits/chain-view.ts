import { z } from "zod";
import type { ChainEntry } from "./edit-chain";
import { imageUrl } from "./edit-view";
import { EDIT_STATUSES, MAX_CHAIN_LENGTH } from "@/lib/lifecycle";

/** Answer of `GET /chain/{edit_uuid}`: the way from the root to one edit, oldest first. */
export const chainViewSchema = z
  .strictObject({
    edit_uuid: z.uuid(),
    chain_length: z.int().min(1).max(MAX_CHAIN_LENGTH),
    chain_history: z.array(
      z.strictObject({
        edit: z.strictObject({
          uuid: z.uuid(),
          prompt: z.string().nullable().meta({ description: "null once the edit was deleted" }),
          chain_position: z.int().min(1).max(MAX_CHAIN_LENGTH),
          status: z.enum(EDIT_STATUSES),
          edited_image_url: z.url().nullable(),
          created_at: z.iso.datetime(),
        }),
        parent_edit_uuid: z.uuid().nullable(),
      }),
    ),
  })
  .meta({ id: "Chain" });

export type ChainView = z.infer<typeof chainViewSchema>;

/** A chain as it is shown over HTTP; its last entry is the edit that was asked for. */
export function chainView(chain: readonly ChainEntry[], origin: string): ChainView {
  return {
    edit_uuid: chain.at(-1)?.uuid ?? "",
    chain_length: chain.length,
    chain_history: chain.map((entry) => ({
      edit: {
        uuid: entry.uuid,
        prompt: entry.prompt,
        chain_position: entry.chainPosition,
        status: entry.status,
        edited_image_url: imageUrl(origin, entry.resultKey),
        created_at: entry.createdAt.toISOString(),
      },
      parent_edit_uuid: entry.parentId,
    })),
  };
}
