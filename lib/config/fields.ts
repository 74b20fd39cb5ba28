import { z } from "zod";

/** A list with commas; blanks around its parts and empty parts do not count. */
export const csv = z.string().transform((text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== ""),
);

export const origin = z.string().refine((text) => URL.canParse(text) && new URL(text).origin === text, {
  message: "must be an exact origin such as https://example.com, without a path or a final slash",
});

export const httpUrl = z.url({ protocol: /^https?$/, error: "must be an address such as https://example.com" });

export const wholeNumber = z.string().regex(/^\d+$/, "must be a whole number").transform(Number);

/** A key or token of a service. */
export const secret = z.string().min(8, "is too short for a key");

/** What one edit costs, in US dollars. */
export const price = z
  .string()
  .regex(/^\d+(\.\d+)?$/, "must be an amount in US dollars such as 0.04")
  .transform(Number)
  .refine((usd) => usd < 1000, "must be less than 1000 US dollars for one edit");
