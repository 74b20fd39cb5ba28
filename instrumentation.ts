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
