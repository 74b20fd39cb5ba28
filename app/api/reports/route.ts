import { endpoint } from "@/lib/http/endpoint";
import { jsonBody } from "@/lib/http/request";
import { reportPicture, reportRequest } from "@/lib/moderation/reports";

// For whoever has a picture's link; the operator hears of it.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/reports", {
  POST: {
    limit: { name: "report", raisedBy: "feedback", perMinute: 5 },
    body: jsonBody(reportRequest),
    answers: { 204: { description: "Kept." } },
    errors: ["EDIT_NOT_FOUND", "SHARE_GONE"],
    handle: async ({ services, body, client }) => {
      await reportPicture(services, body, client.hash);
      return undefined;
    },
  },
});
