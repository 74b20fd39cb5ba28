import { z } from "zod";
import { insertOperatorAction } from "@/db/queries/operator";
import { AppError } from "@/lib/errors";
import { endpoint } from "@/lib/http/endpoint";
import { isSecure } from "@/lib/http/own-origin";
import { jsonBody } from "@/lib/http/request";
import { demandInsight, demandOperator } from "@/lib/insight/operator";
import { endedSessionCookie, sessionCookie } from "@/lib/insight/session";

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/api/insight/session", {
  POST: {
    limit: { name: "insight-sign-in", raisedBy: "change", perMinute: 10 },
    body: jsonBody(z.object({ token: z.string().max(500) })),
    answers: { 204: { description: "Signed in." } },
    errors: ["NOT_FOUND", "NOT_THE_OPERATOR"],
    guard: demandInsight,
    handle: async ({ request, services, body }) => {
      try {
        demandOperator(services, body.token.trim());
      } catch (error) {
        if (error instanceof AppError && error.code === "NOT_THE_OPERATOR")
          services.log.warn("somebody who is not the operator tried to sign in");
        throw error;
      }
      await insertOperatorAction(services.db, "sign_in", null);
      const cookie = sessionCookie(services, isSecure(request, services.env));
      return new Response(null, { status: 204, headers: { "Set-Cookie": cookie } });
    },
  },
  DELETE: {
    limit: { name: "insight-sign-out", raisedBy: "change", perMinute: 60 },
    answers: { 204: { description: "Signed out." } },
    errors: ["NOT_FOUND"],
    guard: demandInsight,
    handle: async ({ request, services }) => {
      const headers = new Headers();
      // Whichever of the two it has.
      for (const secure of isSecure(request, services.env) ? [true, false] : [false])
        headers.append("Set-Cookie", endedSessionCookie(secure));
      return new Response(null, { status: 204, headers });
    },
  },
});
