import { registerFunctions } from "@/inngest/register-functions";
import { requestEdit } from "@/lib/edits/request";
import { endpoint } from "@/lib/http";
import { editAccepted } from "@/lib/http/edit-accepted";
import { readSubmission } from "@/lib/http/read-submission";

// This bundle is loaded anew when code changes in development: edits accepted from then on run the new code.
if (process.env.NODE_ENV === "development") await registerFunctions();

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/edit-image", {
  POST: {
    limit: "edit",
    makesOwner: true,
    handle: async ({ request, services, client }) => {
      const { editId } = await requestEdit(services, await readSubmission(request), client);
      return editAccepted(editId, services.appSecret);
    },
  },
});
