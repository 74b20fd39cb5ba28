import { acceptedAnswer, editAccepted, SUBMIT_ERRORS } from "@/app/api/edit/common";
import { endpoint } from "@/lib/http/endpoint";
import { idempotencyHeader } from "@/lib/http/request";
import { submission } from "./read-submission";
import { EDIT_LIMIT } from "@/lib/edits/admission";
import { requestEdit } from "@/lib/edits/request";

// This bundle is loaded anew when code changes in development: edits accepted from then on run the new code.
if (process.env.NODE_ENV === "development") await (await import("@/inngest/register-functions")).registerFunctions();

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/edit-image/", {
  POST: {
    about: {
      operationId: "submitEdit",
      tag: "Edits",
      summary: "Ask for an edit",
      headers: idempotencyHeader,
    },
    limit: EDIT_LIMIT,
    makesOwner: true,
    body: submission,
    answers: { 200: acceptedAnswer },
    errors: [...SUBMIT_ERRORS, "UPLOAD_NOT_FOUND"],
    handle: async ({ services, body, client, request: { signal } }) => {
      return editAccepted(await requestEdit(services, { ...body, signal }, client), services.appSecret);
    },
  },
});
