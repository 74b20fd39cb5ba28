import { z } from "zod";
import { httpUrl, secret } from "@/lib/config/fields";
import { defineSection } from "@/lib/config/section";

export type ModerationConfig = {
  url: string;
  /** Sent as bearer token; `null`: none is. */
  token: string | null;
  /** What becomes of a request that the service does not judge in time: `open` lets it in. */
  fails: "open" | "closed";
};

/** Who looks at requests before anything is spent. */
export const moderationConfig = defineSection({
  variables: {
    MODERATION_URL: httpUrl.describe(
      "A service of yours that is asked about words and picture of each request before anything is kept or spent.\n" +
        'POST with JSON: prompt, image (base64), image_type; it answers {"allowed": true} or false, within 5 seconds.',
    ),
    MODERATION_TOKEN: secret.describe("Sent to it as bearer token."),
    MODERATION_FAILS: z
      .enum(["open", "closed"])
      .describe("Where it does not answer: open lets requests in, closed refuses them. Default: closed"),
  },
  readme: [
    {
      set: ["MODERATION_URL", "MODERATION_TOKEN"],
      gives: "your service looks at each request before anything is spent",
      insteadOf: "nobody does",
    },
  ],
  tuning: ["MODERATION_FAILS"],
  read(env, { problems }): ModerationConfig | null {
    const { MODERATION_URL: url, MODERATION_TOKEN: token = null, MODERATION_FAILS: fails } = env;
    if (url !== undefined) return { url, token, fails: fails ?? "closed" };
    if (token !== null || fails !== undefined)
      problems.push("MODERATION_TOKEN and MODERATION_FAILS need MODERATION_URL");
    return null;
  },
});
