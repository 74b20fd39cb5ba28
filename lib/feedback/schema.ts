import { z } from "zod";
import { typedText } from "@/lib/typed-text";

const MAX_LENGTH = 1000;

const feedbackText = typedText(z.string().trim())
  // Characters as people and the database count them, not UTF-16 units.
  .refine((text) => Array.from(text).length <= MAX_LENGTH, `Use up to ${MAX_LENGTH} characters.`)
  .meta({ description: "Up to 1000 characters; required with a thumbs down." });

/** Body of `POST /feedback`. */
export const feedbackRequestSchema = z
  .object({
    edit_uuid: z.string().meta({ description: "A completed edit." }),
    rating: z.union([z.literal(0), z.literal(1)], "Send 0 (thumbs down) or 1 (thumbs up).").meta({
      description: "1: thumbs up, 0: thumbs down",
    }),
    feedback_text: feedbackText.nullish(),
  })
  .refine(({ rating, feedback_text: text }) => rating === 1 || Boolean(text), {
    path: ["feedback_text"],
    message: "Tell us what went wrong, in a few words.",
  })
  .meta({ id: "FeedbackRequest" });

/** Answer of `POST /feedback`. */
export const feedbackAcceptedSchema = z
  .strictObject({ success: z.literal(true), message: z.string(), feedback_id: z.int().positive() })
  .meta({ id: "FeedbackAccepted" });

/** Answer of `GET /feedback/{edit_uuid}`. */
export const feedbackViewSchema = z
  .strictObject({
    edit_uuid: z.uuid(),
    rating: z.union([z.literal(0), z.literal(1)]),
    feedback_text: z.string().nullable(),
    feedback_id: z.int().positive(),
    created_at: z.iso.datetime(),
  })
  .meta({ id: "Feedback" });

export type FeedbackRequest = z.output<typeof feedbackRequestSchema>;
export type FeedbackAccepted = z.infer<typeof feedbackAcceptedSchema>;
export type FeedbackView = z.infer<typeof feedbackViewSchema>;
