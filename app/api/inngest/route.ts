import { serve } from "inngest/next";
import type { NextRequest } from "next/server";
import { createFunctions } from "@/inngest/functions";
import { unknownPath } from "@/lib/http/endpoint";
import { notFoundResponse } from "@/lib/http/response";
import { getRuntime, getServices } from "@/lib/services";

/** Steps carry ids and small JSON; the platform takes no more either. */
const LARGEST_CALL_BYTES = 4_500_000;

type Method = "GET" | "POST" | "PUT";

/** For an Inngest server alone: with the embedded runner there is nothing here for anyone. */
const handle =
  (method: Method) =>
  async (request: NextRequest, context: unknown): Promise<Response> => {
    const { inngest, runner, services } = await getRuntime();
    const { inngest: server } = services.env;
    if (runner !== null || server === null) return notFoundResponse();
    const client = await inngest();
    const functions = createFunctions(client, getServices, services.env);
    // Servers of one's own do not sign syncs. An unsigned one makes us register, with that server and no other.
    const options = { client, functions, enableUnauthedSync: server.baseUrl !== null };
    const served = serve({ ...options, ...(server.serveOrigin && { serveOrigin: server.serveOrigin }) })[method];
    const length = Number(request.headers.get("content-length") ?? 0);
    if (length > LARGEST_CALL_BYTES) return Response.json({ message: "Payload too large" }, { status: 413 });
    try {
      return await served(request, context);
    } catch (error) {
      // The SDK reads a body before it checks who sent it, and throws at one that is not JSON.
      if (error instanceof SyntaxError) return Response.json({ message: "Unauthorized" }, { status: 401 });
      throw error;
    }
  };

export const GET = handle("GET");
export const POST = handle("POST");
export const PUT = handle("PUT");
export const { HEAD, PATCH, DELETE, OPTIONS } = unknownPath();
