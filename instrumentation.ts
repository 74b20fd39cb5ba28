import type { Instrumentation } from "next";

/** Runs once when a server starts: nothing is served before this returns. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  // Known to the build (next.config.mjs), so that no function carries what only a server starts. A function starts with
  // its first request that needs more: see inngest/start-function.ts.
  if (process.env.VERCEL !== "1") {
    const { startServer } = await import("./inngest/start-server");
    await startServer();
  }
}

/**
 * Next caught what a page, a route or an action threw: those who observe hear of it. Next itself logs it, by the same
 * digest and without its route.
 */
export const onRequestError: Instrumentation.onRequestError = async (error, _request, { routePath, routeType }) => {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  const { digestOf, endByError, tell } = await import("./lib/observe");
  const { createLog } = await import("./lib/log");
  const { result, errorClass = String(result) } = endByError(error);
  const digest = digestOf(error);
  createLog().error("a page or a route failed", { route: routePath, type: routeType, error_class: errorClass, digest });
  tell({ kind: "request-error", route: routePath, type: routeType, errorClass, digest });
};
