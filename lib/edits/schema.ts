import { z } from "zod";
import { RUN_ERROR_CODES } from "@/lib/errors";
import { PICTURE_NOTES, type PictureNote } from "@/lib/images/notes";
import { DOWNLOAD_FORMATS, type DownloadFormat, READABLE_KINDS } from "@/lib/picture-formats";
import { EDIT_STATUSES, MAX_CHAIN_LENGTH, MAX_PROMPT_LENGTH } from "@/lib/lifecycle";

// Everything below U+0020 but tab and line breaks, and DEL to U+009F.
// oxlint-disable-next-line no-control-regex -- control characters are what it looks for
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/;

export const promptSchema = z
  .string()
  .trim()
  .min(1, "Say in a few words what to change.")
  .max(MAX_PROMPT_LENGTH, `Use up to ${MAX_PROMPT_LENGTH} characters.`)
  .refine((text) => !CONTROL_CHARACTERS.test(text), "Control characters are not allowed.")
  .refine((text) => text.isWellFormed(), "The text is not valid Unicode.");

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

/** Answer of the polled action. Unknown and deleted ids are simply absent from `edits`. */
export type EditProgress = {
  edits: EditNode[];
  /** Seconds until asking again is useful; null when all are final. */
  retry_after: number | null;
  /** True when the poll was refused by the rate limit; `edits` is then empty and final nothing. */
  limited: boolean;
};

// Ids of any spelling pass here: unknown, malformed and deleted ones are all answered with 404.
const id = z.string().max(200);

const options = {
  prompt: promptSchema.meta({ description: "What to change, in plain words: 1 to 2000 characters." }),
  parent_edit_uuid: id.nullish().meta({ description: "Continue from the result of this completed edit." }),
  source_edit_uuid: id.nullish().meta({
    description: "Begin a new chain with the stored result of this completed edit, whatever its size.",
  }),
  original_edit_uuid: id.nullish().meta({
    description:
      "Begin again with the stored original of the picture that this edit is a version of: one more version of it, first of a chain of its own.",
  }),
  share_key: id.nullish().meta({
    description: "Begin a new chain with a picture of the shared page /s/{share_key}; see share_picture.",
  }),
  share_picture: z.enum(["original", "result"]).nullish().meta({
    description: "With share_key: which of the two pictures of the page. Left out: the result.",
  }),
  upload_id: id.nullish().meta({ description: "A picture that was uploaded before; see POST /uploads/." }),
  editor: z.string().max(50).nullish().meta({ description: "Id of an editor of GET /editors." }),
  enhance: z.enum(["auto", "off"]).nullish().meta({ description: "off: the prompt goes to the editor as written." }),
};

const FULL_SIZE =
  "true: an editor that is paid gets all of the picture, at its full_size_price_usd; otherwise a copy of about two megapixels. The local engine always edits all of it.";
const BEST_EFFORT =
  "true: the local engine does what it understands and says by a note LEFT_OUT what it left out, instead of refusing the whole; it still refuses where the rest means something else without that (not, only, keep). Left out: false.";
const WITH_PARENT =
  "With parent_edit_uuid: one that shows the parent's result, in any encoding, means that stored result; another one is edited itself.";

const base64Picture = z
  .string()
  .min(1, "Send the picture as base64 or as a data URL.")
  .nullish()
  .meta({
    description: `The picture (${READABLE_KINDS}) as a data URL or bare base64, white space allowed. ${WITH_PARENT}`,
  });

/** `POST /edit-image` as JSON. */
export const submitJsonSchema = z
  .object({
    ...options,
    image_data: base64Picture,
    image: base64Picture.meta({ description: "Another name for image_data." }),
    best_effort: z.boolean().nullish().meta({ description: BEST_EFFORT }),
    full_size: z.boolean().nullish().meta({ description: FULL_SIZE }),
  })
  .meta({ id: "EditRequest" });

const file = z.union([z.file(), z.string().min(1)], "Send the picture as a file.").nullish();

/** `POST /edit-image` as a form: the same names, the picture as a file. */
export const submitFormSchema = z
  .object({
    ...options,
    image: file.meta({ description: `The picture: ${READABLE_KINDS}. ${WITH_PARENT}` }),
    image_data: file.meta({ description: "Another name for image." }),
    best_effort: z
      .enum(["true", "false"])
      .transform((text) => text === "true")
      .nullish()
      .meta({ description: BEST_EFFORT }),
    full_size: z
      .enum(["true", "false"])
      .transform((text) => text === "true")
      .nullish()
      .meta({ description: FULL_SIZE }),
  })
  .meta({ id: "EditRequestForm" });

/** `POST /edit-image/cancel`. */
export const cancelByKeySchema = z
  .object({
    idempotency_key: z
      .string()
      .regex(/^[\x21-\x7e]{1,255}$/, "Use 1 to 255 visible ASCII characters without spaces.")
      .meta({ description: "The Idempotency-Key that the edit was, or is being, sent with." }),
    unless_charged: z
      .boolean()
      .nullish()
      .meta({ description: "Leave it running where the image service has it already and may charge for it." }),
  })
  .meta({ id: "CancelSubmission" });

/** The query of `POST /edit/{uuid}/cancel`. */
export const cancelQuerySchema = z.object({
  unless_charged: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .optional()
    .meta({
      description: "true: 409 ALREADY_CHARGED where the image service has the edit already, instead of discarding it",
    }),
});

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
