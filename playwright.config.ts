import { defineConfig } from "@playwright/test";

const FLAGS = [
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A name of the home network, which is no secure context, and another site.
  "--host-resolver-rules=MAP mizual.lan 127.0.0.1,MAP friend.test 127.0.0.1",
  `--disable-features=${[
    // Pages of the address bar, which nobody sees here: they took more of the processor for each window than a page does.
    "WebUIOmniboxPopup",
    "WebUIOmniboxAimPopup",
    // What Playwright sets by the same option, which the last one of wins.
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable",
    "LensOverlay",
    "MediaRouter",
    "PaintHolding",
    "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "OptimizationHints",
    "NetworkTimeServiceQuerying",
    "AimEnabled",
    "PreconnectToSearch",
  ].join(",")}`,
];

// tests/journeys/global-setup.ts finds the browser and starts the server, and leaves both here for
// the workers, which read this file again.
const { JOURNEY_BROWSER, JOURNEY_BROWSER_ENV, BASE_URL, HOSTED } = process.env;
const browserEnv = JSON.parse(JOURNEY_BROWSER_ENV ?? "{}") as Record<string, string>;

export default defineConfig({
  testDir: "tests",
  // With generative editors, those that need one; without those whose words only the local engine knows.
  testMatch: HOSTED === "vercel" ? "{journeys,journeys-hosted}/*.journey.ts" : "journeys/*.journey.ts",
  ...(HOSTED === "vercel" ? { grepInvert: /@local/ } : {}),
  globalSetup: "./tests/journeys/global-setup.ts",
  fullyParallel: false,
  workers: 2,
  forbidOnly: process.env["CI"] !== undefined,
  // A generative editor takes some seconds for each of the many edits of a chain.
  timeout: HOSTED === "vercel" ? 180_000 : 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  outputDir: "test-results",
  use: {
    ...(BASE_URL === undefined ? {} : { baseURL: BASE_URL }),
    browserName: "chromium",
    viewport: { width: 1280, height: 800 },
    // `--trace retain-on-failure` helps to find a cause; it asks for broken pictures once more, which the CSP refuses.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: {
      args: FLAGS,
      ...(JOURNEY_BROWSER === undefined ? {} : { executablePath: JOURNEY_BROWSER }),
      env: { ...definedEnvironment(), ...browserEnv },
    },
  },
});

function definedEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
