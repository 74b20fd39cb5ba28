import { randomUUID } from "node:crypto";
import { serve } from "inngest/next";
import { NextRequest } from "next/server";
import { configuredOrigin, SERVE_PATH } from "@/inngest/app";
import { createFunctions } from "@/inngest/functions";
import { AppError } from "@/lib/errors";
import { identifyClient, requesterOf, takeLimit, tooMany } from "@/lib/http/client";
import { unknownPath } from "@/lib/http/endpoint";
import { errorResponse, notFoundResponse } from "@/lib/http/response";
import { isKnownPeer } from "@/lib/limits/client-address";
import type { Limit } from "@/lib/limits/policies";
import { getRuntime, getServices, type Services } from "@/lib/services";

/** Steps carry ids and small JSON; the platform takes no more either. */
const LARGEST_CALL_BYTES = 4_500_000;

/** Asking without a signature, or to register: servers of one's own do so twice a minute. */
const UNSIGNED: Limit = { name: "runs", perMinute: 30, raisedBy: "change" };

type Method = "GET" | "POST" | "PUT";

/** For an Inngest server alone: with the embedded runner there is nothing here for anyone. */
const handle =
  (method: Method) =>
  async (request: NextRequest, context: unknown): Promise<Response> => {
    const { inngest, runner, services } = await getRuntime();
    const { inngest: server } = services.env;
    if (runner !== null || server === null) return notFoundResponse();
    const length = Number(request.headers.get("content-length") ?? 0);
    if (length > LARGEST_CALL_BYTES) return Response.json({ message: "Payload too large" }, { status: 413 });
    // Whether a sync is signed is not looked at where it needs no signature.
    if (method === "PUT" || request.headers.get("x-inngest-signature") === null) {
      const refusal = await refusalOf(services, request.headers);
      if (refusal !== null) return refusal;
    }
    const client = await inngest();
    const functions = createFunctions(client, getServices, services.env);
    const serveOrigin = originFor(server, services.env.publicUrl, request.url);
    // Servers of one's own do not sign syncs. An unsigned one makes us register, with that server and no other,
    // the one address that the operator has named.
    const options = { client, functions, servePath: SERVE_PATH, enableUnauthedSync: server.baseUrl !== null };
    const served = serve({ ...options, ...(serveOrigin !== null && { serveOrigin }) })[method];
    // The query of a sync would become part of the address.
    const asked = method === "PUT" ? new NextRequest(new URL(SERVE_PATH, request.url), request) : request;
    try {
      return await served(asked, context);
    } catch (error) {
      // The SDK reads a body before it checks who sent it, and throws at one that is not JSON.
      if (error instanceof SyntaxError) return Response.json({ message: "Unauthorized" }, { status: 401 });
      throw error;
    }
  };

/** The origin under which we register; at a dev server the one that this server itself listens on, where none is configured. */
function originFor(
  server: NonNullable<Services["env"]["inngest"]>,
  publicUrl: string | null,
  asked: string,
): string | null {
  return configuredOrigin(server, publicUrl) ?? (server.kind === "dev" ? new URL(asked).origin : null);
}

/** The answer to who asks too often; `null` for anyone else. */
async function refusalOf(services: Services, headers: Headers): Promise<Response | null> {
  if (!isKnownPeer(headers, services.env))
    return errorResponse(new AppError("UNAVAILABLE", { retryAfterSeconds: 1 }), randomUUID());
  const client = await identifyClient(services, headers);
  const taken = await takeLimit(services, UNSIGNED, requesterOf(client), "write");
  if (taken === null || taken.allowed) return null;
  return errorResponse(tooMany(taken), randomUUID());
}

export const GET = handle("GET");
export const POST = handle("POST");
export const PUT = handle("PUT");
export const { HEAD, PATCH, DELETE, OPTIONS } = unknownPath();
