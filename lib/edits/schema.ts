import { z } from "zod";
import { RUN_ERROR_CODES } from "@/lib/errors";
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
  edited_image_url: z.string().nullable(),
  created_at: z.iso.datetime(),
  prompt: z.string(),
  enhanced_prompt: z.string().nullable(),
  enhanced: z.boolean(),
  parent_edit_uuid: z.uuid().nullable(),
  chain_position: z.int().min(1).max(MAX_CHAIN_LENGTH),
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
  can_check: z.boolean().meta({ description: "Asking the provider again may still bring the result, for free" }),
  charge: z.enum(["none", "possible", "made"]),
  cost_usd: z.number().nullable(),
  cost_estimated: z.boolean(),
  stage_started_at: z.iso.datetime(),
  usual_seconds: z.number().nullable(),
  completed_at: z.iso.datetime().nullable(),
  expires_at: z.iso.datetime(),
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

/** What the page of one edit shows: the whole tree for its owner, the path up for anyone else. */
export type EditTree = {
  /** Oldest first; parents come before their follow-ups. */
  edits: EditNode[];
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
