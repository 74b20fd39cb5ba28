import { z } from "zod";
import { MAX_ALT_TEXT_LENGTH, MAX_PROMPT_LENGTH } from "@/lib/lifecycle";
import { READABLE_KINDS } from "@/lib/picture-formats";
import { typedText } from "@/lib/typed-text";

const wordsSchema = (none: string, most: number) =>
  typedText(z.string().trim().min(1, none).max(most, `Use up to ${most} characters.`));

export const promptSchema = wordsSchema("Say in a few words what to change.", MAX_PROMPT_LENGTH);

/** `POST /edit/{uuid}/alt-text`. */
export const altTextSchema = z
  .object({
    alt_text: wordsSchema("Say what can be seen, or send null.", MAX_ALT_TEXT_LENGTH)
      .nullable()
      .meta({ description: `What can be seen, 1 to ${MAX_ALT_TEXT_LENGTH} characters; null: the prompt stands in` }),
  })
  .meta({ id: "AltText" });

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
