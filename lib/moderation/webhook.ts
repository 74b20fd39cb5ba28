import { z } from "zod";
import type { ModerationConfig } from "./config";
import type { Moderator } from "./moderator";

const judgement = z.object({ allowed: z.boolean() });

/** Bytes of an answer that are read; a judgement has a few dozen. */
const LONGEST_ANSWER = 10_000;

/** A moderator that asks a service of the operator's over HTTP. Any answer but a judgement is none. */
export function createWebhookModerator({ url, token, fails }: ModerationConfig): Moderator {
  return {
    name: "webhook",
    failsOpen: fails === "open",
    async allows({ prompt, picture }, signal) {
      const response = await fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...(token !== null && { Authorization: `Bearer ${token}` }) },
        body: JSON.stringify({
          prompt,
          image: Buffer.from(picture.bytes).toString("base64"),
          image_type: picture.contentType,
        }),
        // The words of a person go nowhere but where the operator said.
        redirect: "error",
        signal,
      });
      const text = await readShort(response);
      if (!response.ok) throw new Error(`the moderation service answers ${response.status}`);
      return judgement.parse(JSON.parse(text)).allowed;
    },
  };
}

async function readShort(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of response.body ?? []) {
    length += part.byteLength;
    if (length > LONGEST_ANSWER) throw new Error("the moderation service answers more than a judgement");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
