import { serve } from "inngest/next";
import type { NextRequest } from "next/server";
import { createFunctions } from "@/inngest/functions";
import { notFoundResponse, unknownPath } from "@/lib/http/unknown-path";
import { getRuntime, getServices } from "@/lib/services";

// The platform's limit for one call of a function.
export const maxDuration = 300;

type Method = "GET" | "POST" | "PUT";

/** For an Inngest server alone: with the embedded runner there is nothing here for anyone. */
const handle =
  (method: Method) =>
  async (request: NextRequest, context: unknown): Promise<Response> => {
    const { inngest, runner, services } = await getRuntime();
    if (runner !== null) return notFoundResponse();
    const functions = createFunctions(inngest, getServices, services.env.sweepCron);
    return serve({ client: inngest, functions, enableUnauthedSync: false })[method](request, context);
  };

export const GET = handle("GET");
export const POST = handle("POST");
export const PUT = handle("PUT");
export const { HEAD, PATCH, DELETE, OPTIONS } = unknownPath();
