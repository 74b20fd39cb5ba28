import { verifyFluxWebhook } from "@/lib/providers/flux/webhook";
import { receiveHint } from "@/lib/edits/receive-hint";
import { AppError } from "@/lib/errors";
import { endpoint } from "@/lib/http";
import { readBody } from "@/lib/http/read-body";

const MAX_BYTES = 65_536;

const tooLarge = (): AppError =>
  new AppError("VALIDATION_FAILED", { fields: [{ path: "", message: "The request body may have up to 64 KiB." }] });

// Called by the provider, not by people: no part of the public contract.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/webhooks/flux/{attempt}", {
  POST: {
    limit: null,
    handle: async ({ request, services, params }) => {
      const body = await readBody(request, { max: MAX_BYTES, tooLarge, cutShort: "INVALID_JSON" });
      await receiveHint(services, params["attempt"] ?? "", (secret) =>
        verifyFluxWebhook(request.headers, body, secret),
      );
      return new Response(null, { status: 204 });
    },
  },
});
