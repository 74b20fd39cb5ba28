import { z } from "zod";
import { RUN_ERROR_CODES } from "@/lib/errors";
import { PICTURE_NOTES, type PictureNote } from "@/lib/images/notes";
import { EDIT_STATUSES, MAX_CHAIN_LENGTH } from "@/lib/lifecycle";
import { DOWNLOAD_FORMATS, type DownloadFormat } from "@/lib/picture-formats";

/** The code of a note that an editor makes on its result, and of one on what of the request it did not carry out. */
export const OF_THE_RESULT = "OF_THE_RESULT";
export const LEFT_OUT = "LEFT_OUT";

/**
 * What the picture that is edited does not have of the file that was sent; each said once, with the first edit of a chain.
 * And what the editor says of its result, or left out.
 */
const notesSchema = z
  .array(
    z.strictObject({
      code: z.enum([...(Object.keys(PICTURE_NOTES) as PictureNote[]), OF_THE_RESULT, LEFT_OUT]),
      message: z.string(),
    }),
  )
  .meta({
    description:
      "What of the file that was sent is not edited: other frames or pages, more than 8 bits, HDR. " +
      "OF_THE_RESULT: what the editor says of its result, such as how many faces it covered. " +
      "LEFT_OUT: what of the request was not carried out, with best_effort; enhanced_prompt says what was",
  });

const versionSchema = z.int().min(1).meta({
  description:
    "Its number among all edits that began with the same original, which is version 0: in the order in which they were accepted, and never given twice",
});

/** One edit as `GET /edit/{uuid}` and the polled action show it. Times are RFC 3339 with `Z`. */
export const editViewSchema = z.strictObject({
  uuid: z.uuid(),
  status: z.enum(EDIT_STATUSES),
  processing_stage: z.enum(EDIT_STATUSES),
  message: z.string(),
  progress_percent: z.int().min(0).max(100).meta({
    description:
      "10, 25, 60, 90 at the start of the stages, 100 once completed; between 60 and 90 as the engine gets on, where it says so",
  }),
  is_complete: z.boolean(),
  is_error: z.boolean(),
  edited_image_url: z.string().nullable().meta({
    description:
      "The result as it is stored; with ?format=jpeg|png|webp|avif, and &quality=1..100 but for PNG, &longest=pixels of its longer side, in another form; &download=name to save it",
  }),
  download_format: z.enum(Object.keys(DOWNLOAD_FORMATS) as [DownloadFormat, ...DownloadFormat[]]).meta({
    description:
      "The format of the page's download: that of the file that the chain began with, but JPEG for HEIC, PNG for GIF and TIFF, and PNG instead of JPEG for what is or may be transparent; the stored one where the file is not known",
  }),
  created_at: z.iso.datetime(),
  prompt: z.string(),
  enhanced_prompt: z.string().nullable(),
  enhanced: z.boolean(),
  parent_edit_uuid: z.uuid().nullable(),
  chain_position: z.int().min(1).max(MAX_CHAIN_LENGTH),
  version: versionSchema,
  original_image_url: z.string().nullable(),
  preview_image_url: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  alt_text: z.string().nullable().meta({
    description: "What its owner says the result shows, for who does not see it; null: nothing but the prompt is known",
  }),
  editor: z.string().nullable(),
  editor_label: z.string().nullable().meta({ description: "The editor's name for people" }),
  editor_note: z.string().nullable().meta({ description: "Why this editor, where it is not the one to expect" }),
  model: z.string().nullable(),
  error_code: z.enum(RUN_ERROR_CODES).nullable(),
  retryable: z.boolean(),
  suggestions: z.array(z.string()).meta({
    description: "Prompts that can be carried out instead of what the local engine refused, the nearest first",
  }),
  can_check: z.boolean().meta({ description: "Asking the provider again may still bring the result, for free" }),
  charge: z.enum(["none", "possible", "made"]),
  cost_usd: z.number().nullable(),
  cost_estimated: z.boolean(),
  stage_started_at: z.iso.datetime(),
  usual_seconds: z.number().nullable(),
  completed_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime(),
  notes: notesSchema,
});

export type EditView = z.infer<typeof editViewSchema>;

/**
 * An edit as the web editor needs it: the public view plus the small pictures that pages show, its
 * own feedback, and whether this browser may cancel, retry and delete it.
 */
export type EditNode = EditView & {
  thumbnail_url: string | null;
  original_preview_url: string | null;
  original_thumbnail_url: string | null;
  feedback_rating: 0 | 1 | null;
};

/** The picture that all its versions began with, version 0; kept by the edit that `edit_uuid` names. */
export type OriginalView = {
  edit_uuid: string;
  image_url: string | null;
  preview_url: string | null;
  thumbnail_url: string | null;
  width: number | null;
  height: number | null;
};

/** What the page of one edit shows: the whole tree for its owner, the path up for anyone else. */
export type EditTree = {
  /** By their numbers; parents come before their follow-ups. */
  edits: EditNode[];
  /** `null` once it was deleted. */
  original: OriginalView | null;
  /** The edit that the URL names. */
  current: string;
  is_owner: boolean;
};

/** All versions of a picture as they are now; `null` where the one that was asked for is gone. */
export type PictureNow = {
  picture: EditTree | null;
  /** True when it was refused by the rate limit: `picture` then says nothing. */
  limited: boolean;
};

/** Answer of the polled action. Unknown and deleted ids are simply absent from `edits`. */
export type EditProgress = {
  edits: EditNode[];
  /** Seconds until asking again is useful; null when all are final, and of those that failed none can be replayed. */
  retry_after: number | null;
  /** True when the poll was refused by the rate limit; `edits` is then empty and final nothing. */
  limited: boolean;
};

/** Answer of `POST /edit-image` and `POST /edit/{uuid}/retry`. */
export const editAcceptedSchema = z
  .strictObject({
    edit_id: z.uuid(),
    polling_url: z.string().meta({ description: "Relative to the base URL of the API." }),
    delete_token: z.string().meta({ description: "Send as `Authorization: Bearer …` to cancel, retry or delete." }),
    notes: notesSchema,
  })
  .meta({ id: "EditAccepted" });

export type EditAccepted = z.infer<typeof editAcceptedSchema>;

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
          version: versionSchema,
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
        full_size_price_usd: z.number().nullable().meta({
          description:
            "US dollars with full_size, where the picture has more than about two megapixels; null otherwise",
        }),
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
