/** Runs once when a server starts: nothing is served before this returns. */
export async function register(): Promise<void> {
  if (process.env["NEXT_RUNTIME"] !== "nodejs") return;
  if (process.env["VERCEL"]) {
    const { startFunction } = await import("./inngest/start-function");
    return startFunction();
  }
  const { startServer } = await import("./inngest/start-server");
  await startServer();
}
