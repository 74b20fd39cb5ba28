import { randomUUID } from "node:crypto";
import { AppError } from "@/lib/errors";
import { errorResponse } from "./error-response";
import { forEachMethod, type MethodHandlers } from "./methods";
import { setSecureHeaders } from "./secure-headers";

/** 404 in the form of all errors, for what has no route; touches nothing. */
export function notFoundResponse(): Response {
  const requestId = randomUUID();
  const response = errorResponse(new AppError("NOT_FOUND"), requestId);
  response.headers.set("X-Request-Id", requestId);
  setSecureHeaders(response.headers);
  return response;
}

/** The same for every method. */
export function unknownPath(): MethodHandlers {
  return forEachMethod(async ({ method }) => {
    const response = notFoundResponse();
    return method === "HEAD" ? new Response(null, response) : response;
  });
}
