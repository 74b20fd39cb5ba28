import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/errors";
import type { Liveness } from "@/lib/health/schema";
import { errorResponse } from "./error-response";
import { allowOf, forEachMethod, type MethodHandlers } from "./methods";
import { setSecureHeaders } from "./secure-headers";

const BODY: Liveness = { status: "ok", message: "Service is running" };
const ALLOW = allowOf(["GET"]);

/** Says that the process answers, and touches nothing else: not the services, which may be broken or still to start. */
export function liveness(): MethodHandlers {
  return forEachMethod(async ({ method }) => {
    const requestId = randomUUID();
    const response = answer(method, requestId);
    response.headers.set("X-Request-Id", requestId);
    setSecureHeaders(response.headers);
    return response;
  });
}

function answer(method: string, requestId: string): Response {
  if (method === "GET") return Response.json(BODY);
  if (method === "HEAD") return new Response(null, { headers: { "Content-Type": "application/json" } });
  const response =
    method === "OPTIONS"
      ? new Response(null, { status: 204 })
      : errorResponse(new AppError("METHOD_NOT_ALLOWED"), requestId);
  response.headers.set("Allow", ALLOW);
  return response;
}
