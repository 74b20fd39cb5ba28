import { z } from "zod";
import { promptSchema } from "./schema";

// Ids of any spelling pass here: unknown, malformed and deleted ones are all answered with 404.
const id = z.string().max(200);

const options = {
  prompt: promptSchema.meta({ description: "What to change, in plain words: 1 to 2000 characters." }),
  parent_edit_uuid: id.nullish().meta({ description: "Continue from the result of this completed edit." }),
  upload_id: id.nullish().meta({ description: "A picture that was uploaded before; see POST /uploads/." }),
  editor: z.string().max(50).nullish().meta({ description: "Id of an editor of GET /editors." }),
  enhance: z.enum(["auto", "off"]).nullish().meta({ description: "off: the prompt goes to the editor as written." }),
};

const base64Picture = z
  .string()
  .min(1, "Send the picture as base64 or as a data URL.")
  .nullish()
  .meta({ description: "The picture as a data URL or bare base64. Ignored when parent_edit_uuid is given." });

/** `POST /edit-image` as JSON. */
export const submitJsonSchema = z
  .object({
    ...options,
    image_data: base64Picture,
    image: base64Picture.meta({ description: "Another name for image_data." }),
    best_effort: z.boolean().nullish().meta({ description: "Do what is understood instead of refusing the whole." }),
  })
  .meta({ id: "EditRequest" });

const file = z.union([z.file(), z.string().min(1)], "Send the picture as a file.").nullish();

/** `POST /edit-image` as a form: the same names, the picture as a file. */
export const submitFormSchema = z
  .object({
    ...options,
    image: file.meta({ description: "The picture. Ignored when parent_edit_uuid is given." }),
    image_data: file.meta({ description: "Another name for image." }),
    best_effort: z
      .enum(["true", "false"])
      .transform((text) => text === "true")
      .nullish(),
  })
  .meta({ id: "EditRequestForm" });

/** Answer of `POST /edit-image` and `POST /edit/{uuid}/retry`. */
export const editAcceptedSchema = z
  .strictObject({
    edit_id: z.uuid(),
    polling_url: z.string().meta({ description: "Relative to the base URL of the API." }),
    delete_token: z.string().meta({ description: "Send as `Authorization: Bearer …` to cancel, retry or delete." }),
  })
  .meta({ id: "EditAccepted" });

export type EditAccepted = z.infer<typeof editAcceptedSchema>;
