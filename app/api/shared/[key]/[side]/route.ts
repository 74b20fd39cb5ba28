import { z } from "zod";
import { countConversion } from "@/app/api/images/picture-query";
import { readPicture } from "@/lib/edits/pictures";
import { openShare } from "@/lib/edits/shares";
import { contentTypeOf } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";
import { endpoint } from "@/lib/http/endpoint";
import { requesterOf } from "@/lib/http/client";
import { matchesTag } from "@/lib/http/response";
import { conversionTurns } from "@/lib/images/client-turns";

/** `card`: the result as a JPEG, for those who show a preview of the page elsewhere. */
const sides = z.enum(["original", "result", "card"]);

/** Quality of a card, of 100: it is shown small. */
const CARD_QUALITY = 80;

// Each time it is asked whether the share is open still: a browser may keep the bytes, but has to ask before it shows them.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/shared/{key}/{side}", {
  params: { key: z.string(), side: sides },
  GET: {
    limit: { name: "shared-pictures", raisedBy: "status", perMinute: 120 },
    errors: ["NOT_FOUND", "SHARE_GONE", "STORAGE_UNAVAILABLE"],
    handle: async ({ request, services, params, client }) => {
      const side = sides.safeParse(params.side).data;
      if (side === undefined) throw new AppError("NOT_FOUND");
      const { pictures } = await openShare(services.db, params.key);
      const { small: stored } = pictures[side === "card" ? "result" : side];
      const tag = `"${stored?.slice(0, 32) ?? ""}${side === "card" ? "-card" : ""}"`;
      const headers = new Headers({
        "Cache-Control": "private, no-cache",
        "Content-Security-Policy": "sandbox; default-src 'none'",
        "X-Robots-Tag": "noindex",
        ETag: tag,
      });
      if (matchesTag(request.headers.get("if-none-match"), tag)) return new Response(null, { status: 304, headers });
      headers.set("Content-Type", side === "card" ? "image/jpeg" : contentTypeOf(stored ?? ""));
      if (side === "card") {
        if (request.method === "HEAD") return new Response(null, { headers });
        await countConversion({ services, client });
      }
      const bytes = await readPicture(services.blobs, stored);
      if (side !== "card") return new Response(new Uint8Array(bytes), { headers });
      const { convertPicture } = await import("@/lib/images/convert");
      const card = await conversionTurns.run(requesterOf(client), () =>
        convertPicture(bytes, { format: "jpeg", quality: CARD_QUALITY }),
      );
      return new Response(new Uint8Array(card), { headers });
    },
  },
});
