import { type HostedStack, startHosted } from "../hosted/start-hosted";
import { findBrowser } from "./browser";
import { startServer } from "./server";

/**
 * Finds a browser and starts one production server for all journeys (which builds first if need be)
 * unless `BASE_URL` names one. `HOSTED` names the stack of hosted services, as stand-ins, that it and
 * the servers of single journeys run on. Workers read what this leaves in the environment.
 */
export default async function globalSetup(): Promise<(() => Promise<void>) | undefined> {
  const browser = findBrowser();
  if (browser === null) {
    if (process.env["REQUIRE_BROWSER"] === "1") throw new Error("REQUIRE_BROWSER=1, and there is no Chromium here.");
    console.log("Journeys: skipped, no browser.");
    return undefined;
  }
  console.log(`Journeys: Chromium from ${browser.from}.`);
  process.env["JOURNEY_BROWSER"] = browser.executablePath;
  process.env["JOURNEY_BROWSER_ENV"] = JSON.stringify(browser.env);
  if (process.env["BASE_URL"] !== undefined) return undefined;

  const stack = process.env["HOSTED"] as HostedStack | undefined;
  const hosted =
    stack === undefined ? null : await startHosted(stack, stack === "vercel" ? { fluxSeconds: [1, 3] } : {});
  Object.assign(process.env, hosted?.env);
  const server = await startServer();
  process.env["BASE_URL"] = server.url;
  return async () => {
    await server.discard();
    await hosted?.close();
  };
}
