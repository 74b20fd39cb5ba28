import { cron, Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { expect, test } from "vitest";
import { compileExpression, cronPattern } from "./functions";
import type { RunnerOptions } from "./options";
import { createEmbeddedRunner } from "./runner";

const event = { name: "a", data: { id: "x", n: 2, off: false, none: null } };

test.each([
  ["event.data.n > 1", true],
  ["event.data.n > 2", false],
  ["event.data.id == 'x' && !event.data.off", true],
  ["event.data.none == null", true],
  ["event.data.missing == 'x'", false],
  ["event.data.missing != 'x'", false],
  ["event.data.id", false],
  ["event.data.id == async.data.id", true],
])("%s is %s", (expression, matches) => {
  expect(compileExpression(expression)({ event, async: { data: { id: "x" } } })).toBe(matches);
});

test("a key that both sides lack does not match", () => {
  expect(compileExpression("event.data.q == async.data.q")({ event, async: event })).toBe(false);
});

test("no condition always matches", () => {
  expect(compileExpression(undefined)({})).toBe(true);
});

test("what is not CEL is refused at once", () => {
  expect(() => compileExpression("event.data.n ===")).toThrow("Unexpected character");
});

const at = (text: string): Date => new Date(text);

test("slots are in UTC", () => {
  const daily = cronPattern("0 3 * * *");
  expect(daily.next(at("2026-01-01T03:00:00Z"))).toEqual(at("2026-01-02T03:00:00Z"));
  expect(daily.latest(at("2026-01-01T02:59:59.999Z"))).toEqual(at("2025-12-31T03:00:00Z"));
});

test("a slot is the latest from its very moment", () => {
  expect(cronPattern("0 3 * * *").latest(at("2026-01-01T03:00:00Z"))).toEqual(at("2026-01-01T03:00:00Z"));
  expect(cronPattern("0 3 * * *").latest(at("2026-01-01T03:00:00.400Z"))).toEqual(at("2026-01-01T03:00:00Z"));
});

test("every second", () => {
  const pattern = cronPattern("* * * * * *");
  expect(pattern.latest(at("2026-01-01T00:00:07.250Z"))).toEqual(at("2026-01-01T00:00:07Z"));
  expect(pattern.latest(at("2026-01-01T00:00:07Z"))).toEqual(at("2026-01-01T00:00:07Z"));
});

test("a zone of its own", () => {
  expect(cronPattern("TZ=Europe/Berlin 0 3 * * *").next(at("2026-07-01T00:00:00Z"))).toEqual(
    at("2026-07-01T01:00:00Z"),
  );
});

test.each([
  ["every day", "CronPattern"],
  ["TZ=Nowhere/Land 0 3 * * *", "timezone"],
])("%s is refused", (expression, reason) => {
  expect(() => cronPattern(expression)).toThrow(reason);
});

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
  ["Unexpected character", { concurrency: { limit: 1, key: "event.data.n ===" } }],
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
    concurrency: { limit: 2, scope: "fn", key: "event.data.id" },
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
