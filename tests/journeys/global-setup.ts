import { findBrowser } from "./browser";
import { startServer } from "./server";

/**
 * Finds a browser and starts one production server for all journeys (which builds first if need be)
 * unless `BASE_URL` names one. Workers read what it leaves in the environment.
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

  const server = await startServer();
  process.env["BASE_URL"] = server.url;
  return () => server.discard();
}
