import { receiveHint } from "@/lib/edits/webhook";
import { AppError } from "@/lib/errors";
import { endpoint } from "@/lib/http/endpoint";
import { readBody } from "@/lib/http/request";
import { WEBHOOK_LIMIT } from "@/lib/limits/policies";
import { findProvider } from "@/lib/providers/registry";

const MAX_BYTES = 65_536;

const tooLarge = (): AppError =>
  new AppError("VALIDATION_FAILED", { fields: [{ path: "", message: "The request body may have up to 64 KiB." }] });

// Called by the provider, not by people: no part of the public contract.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/webhooks/{provider}/{attempt}", {
  POST: {
    limit: WEBHOOK_LIMIT,
    handle: async ({ request, services, params }) => {
      const body = await readBody(request, { max: MAX_BYTES, tooLarge, cutShort: "INVALID_JSON" });
      const webhook = findProvider(params.provider)?.webhook;
      const proves = (secret: string): boolean => webhook?.verify(request.headers, body, secret) === true;
      await receiveHint(services, params.attempt, proves);
      return new Response(null, { status: 204 });
    },
  },
});
