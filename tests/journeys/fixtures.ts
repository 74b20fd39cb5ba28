import { test as base, expect, type BrowserContext, type BrowserContextOptions, type Page } from "@playwright/test";
import axe, { type RunOptions } from "axe-core";
import { createTestServerDatabase } from "@/tests/database-server";
import { type RunningServer, startServer } from "./server";

type Fixtures = {
  /** Errors of the pages so far; whatever is left unexpected at the end fails the journey. */
  problems: { expect(pattern: RegExp): void; watch(context: BrowserContext): void };
  /** Somebody else: a browser without this one's cookies, watched in the same way. */
  stranger: (options?: BrowserContextOptions) => Promise<Page>;
  /** Starts a server of this journey's own with data of its own, which it may stop and start again. */
  ownServer: (options?: Parameters<typeof startServer>[0]) => Promise<RunningServer>;
  skipWithoutBrowser: void;
};

/** Names of this machine, see `--host-resolver-rules` in playwright.config.ts. */
const OWN_HOSTS = ["localhost", "mizual.lan", "friend.test"];

/** Marks a journey whose words only the local engine answers as it expects: no generative editor refuses a unicorn. */
export const LOCAL = { tag: "@local" };

/** In which what keeps the pictures matters: CI runs these on S3 as well, and leaves the others to the embedded store. */
export const STORE = { tag: "@store" };

/**
 * Every journey: a console error, a CSP violation, an uncaught error or a request to another host in
 * any tab fails it.
 */
export const test = base.extend<Fixtures>({
  skipWithoutBrowser: [
    async ({}, use, info) => {
      info.skip(process.env["JOURNEY_BROWSER"] === undefined, "skipped, no browser");
      await use();
    },
    { auto: true },
  ],
  problems: [
    async ({ context }, use) => {
      const seen: string[] = [];
      // What is charged for is asked about before it is discarded: the answer that asks is a 409.
      const expected: RegExp[] = [/status of 409 .*\/cancel\?unless_charged=true/];
      const watch = (watched: BrowserContext) => {
        watched.on("console", (message) => {
          if (message.type() === "error") seen.push(`console: ${message.text()} (${message.location().url})`);
        });
        watched.on("weberror", (error) => seen.push(`uncaught: ${error.error().stack ?? error.error().message}`));
        watched.on("request", (request) => {
          const { protocol, hostname } = new URL(request.url());
          // Pictures come from the store itself where it can show them: here its stand-in.
          const isStore = process.env["HOSTED"] !== undefined && hostname === "127.0.0.1";
          if (protocol.startsWith("http") && !OWN_HOSTS.includes(hostname) && !isStore)
            seen.push(`third party: ${request.url()}`);
        });
      };
      watch(context);
      await use({ expect: (pattern) => expected.push(pattern), watch });
      const unexpected = seen.filter((problem) => !expected.some((pattern) => pattern.test(problem)));
      expect(unexpected, "errors in the browser").toEqual([]);
    },
    { auto: true },
  ],
  stranger: async ({ browser, baseURL, problems }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext({ ...(baseURL === undefined ? {} : { baseURL }), ...options });
      problems.watch(context);
      contexts.push(context);
      return context.newPage();
    });
    for (const context of contexts) await context.close();
  },
  ownServer: async ({ context }, use) => {
    // Servers on one database share its work: this one would take edits of other journeys down with it.
    const database = process.env["HOSTED"] === undefined ? null : await createTestServerDatabase();
    const own: Record<string, string> = database === null ? {} : { DATABASE_URL: database.url };
    const servers: RunningServer[] = [];
    await use(async (options) => {
      const server = await startServer({ ...options, env: { ...own, ...options?.env } });
      servers.push(server);
      return server;
    });
    // Whoever looks at it has gone by then: a page that is still fetching its parts would meet a server that stops.
    for (const page of context.pages()) await page.close();
    for (const server of servers) await server.discard();
    await database?.drop();
  },
});

/** Waits for what fades or slides in to be there: half-way its colours are nobody's. What goes round for ever is not waited for. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

/** Fails with each finding of axe on the page as it is now, by all rules but `without`, or by `only` these; `state` names it. */
export async function expectNoAxeFindings(
  page: Page,
  state: string,
  { without = [], only }: { without?: readonly string[]; only?: readonly string[] } = {},
): Promise<void> {
  // Once for each page, in it, and of its violations alone: the builder for Playwright sends all that passed through a second page.
  await settled(page);
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const options: RunOptions = {
    resultTypes: ["violations"],
    ...(only === undefined
      ? { rules: Object.fromEntries(without.map((rule) => [rule, { enabled: false }])) }
      : { runOnly: { type: "rule", values: [...only] } }),
  };
  const violations = await page.evaluate(async (given) => (await window.axe.run(document, given)).violations, options);
  const findings = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help} — ${node.target.join(" ")}: ${node.failureSummary ?? ""}`),
  );
  expect(findings, `axe, ${state}`).toEqual([]);
}

declare global {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- merged into the browser's own interface
  interface Window {
    axe: typeof axe;
  }
}

export { expect } from "@playwright/test";
