import type { z } from "zod";

/** Control characters but tab and line breaks. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

/**
 * A text as somebody types it: without white space at its ends, control characters and halves of characters.
 *
 *     typedText(z.string().trim().max(500))
 */
export const typedText = (text: z.ZodString) =>
  text
    .refine((words) => !CONTROL.test(words), "Control characters are not allowed.")
    .refine((words) => words.isWellFormed(), "The text is not valid Unicode.");
