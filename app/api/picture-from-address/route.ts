import { z } from "zod";
import { requesterOf } from "@/lib/http/client";
import { endpoint } from "@/lib/http/endpoint";
import { jsonBody } from "@/lib/http/request";
import { pictureFromAddress } from "./from-address";

// For pages of our own: a page may not ask other hosts, and most of them would not answer one.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/picture-from-address", {
  POST: {
    limit: { name: "from-address", raisedBy: "change", perMinute: 10 },
    body: jsonBody(z.object({ address: z.string().trim().min(1, "Enter the address of the picture.").max(4_000) })),
    errors: ["ADDRESS_NOT_ALLOWED", "ADDRESS_NOT_REACHED", "IMAGE_TOO_LARGE", "IMAGE_TYPE_NOT_SUPPORTED"],
    handle: async ({ body, client }) => {
      const bytes = await pictureFromAddress(body.address, requesterOf(client));
      return new Response(new Uint8Array(bytes), {
        headers: {
          // Whatever it is, it is opened as nothing: the page looks into it as into a file that was chosen.
          "Content-Type": "application/octet-stream",
          "Content-Disposition": "attachment",
          "Content-Security-Policy": "sandbox; default-src 'none'",
          "Cache-Control": "no-store",
        },
      });
    },
  },
});
