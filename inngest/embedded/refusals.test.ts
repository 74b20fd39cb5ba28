import { cron, Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { expect, test } from "vitest";
import { createEmbeddedRunner, type RunnerOptions } from ".";

type Options = Parameters<Inngest["createFunction"]>[0];

const silent = { warn: () => {}, error: () => {} };
const noDatabase = (): never => {
  throw new Error("the database must not be touched");
};

function runnerOf(
  options: Partial<Options>,
  more: Partial<RunnerOptions> = {},
): ReturnType<typeof createEmbeddedRunner> {
  const runner = createEmbeddedRunner({ db: noDatabase, singleOwner: true, logger: silent, ...more });
  const client = new Inngest({ id: "app", isDev: true, fetch: runner.fetch });
  const fn: InngestFunction.Any = client.createFunction(
    { triggers: { event: "go" }, ...options, id: "resize" } as Options,
    () => 1,
  );
  runner.use(serve({ client, functions: [fn] }));
  return runner;
}

test.each<[string, Partial<Options>]>([
  ["batchEvents", { batchEvents: { maxSize: 3, timeout: "1s" } }],
  ["rateLimit", { rateLimit: { limit: 1, period: "1m" } }],
  ["throttle", { throttle: { limit: 1, period: "1m" } }],
  ["debounce", { debounce: { period: "1m" } }],
  ["singleton", { singleton: { mode: "skip" } }],
  ["priority", { priority: { run: "event.data.n" } }],
  ["idempotency", { idempotency: "event.data.id" }],
  ["timeouts", { timeouts: { finish: "1m" } }],
  ["concurrency.key", { concurrency: { limit: 1, key: "event.data.id" } }],
  ["concurrency.scope", { concurrency: { limit: 1, scope: "account" } }],
  ["concurrency (more than one)", { concurrency: [{ limit: 1 }, { limit: 2 }] }],
  ["cancelOn.timeout", { cancelOn: [{ event: "stop", timeout: "1h" }] }],
  ["cron jitter", { triggers: { cron: "0 3 * * *", jitter: "30s" } as Options["triggers"] }],
  ["trigger inngest/function.finished", { triggers: { event: "inngest/function.finished" } }],
  ["CronPattern", { triggers: cron("every day") }],
  ["Unexpected character", { triggers: { event: "go", if: "event.data.n ===" } }],
])("%s is refused at start, naming the function", async (name, options) => {
  const start = runnerOf(options).start();
  await expect(start).rejects.toThrow(name);
  await expect(start).rejects.toThrow("app-resize");
});

test("what the runner supports gets as far as the database", async () => {
  const options: Partial<Options> = {
    retries: 3,
    concurrency: { limit: 2, scope: "fn" },
    cancelOn: [{ event: "stop", match: "data.id" }],
    triggers: [{ event: "go", if: "event.data.n > 1" }, cron("TZ=Europe/Berlin 0 3 * * *")],
    onFailure: () => {},
  };
  await expect(runnerOf(options).start()).rejects.toThrow("the database must not be touched");
});

test("a serverless host is refused at start and by events, never at creation", async () => {
  const runner = runnerOf({}, { serverless: true });
  await expect(runner.start()).rejects.toThrow("INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY");
  const answer = await runner.fetch("http://localhost:8288/e/key", {
    method: "POST",
    body: JSON.stringify({ name: "go" }),
  });
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain("INNGEST_EVENT_KEY");
});

test("a handler that gives no functions is named", async () => {
  const runner = createEmbeddedRunner({ db: noDatabase, singleOwner: true, logger: silent });
  runner.use(() => Promise.resolve(Response.json({ message: "registered" })));
  await expect(runner.start()).rejects.toThrow("INNGEST_ALLOW_IN_BAND_SYNC");
});

test("a runner that is not at work says so", async () => {
  await expect(runnerOf({}).check()).rejects.toThrow("not at work");
});
