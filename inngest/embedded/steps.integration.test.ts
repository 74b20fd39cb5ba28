import { type FailureEventArgs, type GetStepTools, NonRetriableError, RetryAfterError, staticSchema } from "inngest";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "@/tests/database";
import { type Build, createTestApp, endedRuns, idle, type TestApp, type TestClient } from "./test-app";

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterEach(async () => {
  await app.runner.stop();
  expect(app.troubles).toEqual([]);
  await database.reset();
});

afterAll(() => database.close());

describe.each([
  ["one call for each step", false],
  ["a call that goes on after each step", true],
])("%s", (_how, checkpointing) => {
  async function started(build: Build, options: Parameters<typeof createTestApp>[2] = {}): Promise<TestApp> {
    app = createTestApp(database.db, build, { checkpointing, ...options });
    await app.runner.start();
    return app;
  }

  test("each step runs once, in order, and its result comes back as it was", async () => {
    const log: string[] = [];
    await started((client) => [
      client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ event, step }) => {
        const a = await step.run("a", () => (log.push("a"), { data: { some_key: "\u0000", list: [1, null] } }));
        const b = await step.run("same", () => (log.push("b"), "first"));
        const c = await step.run("same", () => (log.push("c"), "second"));
        const d = await step.run("nothing", () => void log.push("d"));
        return { a, b, c, d, name: event.name, n: event.data["n"] as unknown };
      }),
    ]);
    await app.send("go", { n: 7 });
    const [run] = await endedRuns(database.db, "f");
    expect(run).toMatchObject({
      status: "completed",
      output: {
        a: { data: { some_key: "\u0000", list: [1, null] } },
        b: "first",
        c: "second",
        d: null,
        name: "go",
        n: 7,
      },
    });
    expect(log).toEqual(["a", "b", "c", "d"]);
  });

  test("the function is called as often as that means", async () => {
    let calls = 0;
    await started((client) => [
      client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
        calls += 1;
        for (const name of ["a", "b", "c"]) await step.run(name, () => name);
      }),
    ]);
    await app.send("go");
    await endedRuns(database.db, "f");
    expect(calls).toBe(checkpointing ? 1 : 4);
  });

  test("a call whose run was canceled meanwhile stops at its next step", async () => {
    const log: string[] = [];
    let release = (): void => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    await started((client) => [
      client.createFunction({ id: "f", triggers: { event: "go" }, cancelOn: [{ event: "stop" }] }, async ({ step }) => {
        await step.run("a", async () => {
          log.push("a");
          await gate;
        });
        await step.run("b", () => void log.push("b"));
      }),
    ]);
    await app.send("go");
    await expect.poll(() => log).toEqual(["a"]);
    await app.send("stop");
    release();
    expect(await endedRuns(database.db, "f")).toMatchObject([{ status: "canceled" }]);
    await idle(database.db);
    expect(log).toEqual(["a"]);
  });

  test("a result of 3 MB crosses steps", async () => {
    await started((client) => [
      client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
        const big = await step.run("big", () => "é".repeat(1_500_000));
        return step.run("length", () => big.length);
      }),
    ]);
    await app.send("go");
    expect(await endedRuns(database.db, "f")).toMatchObject([{ output: 1_500_000 }]);
  });

  test("a step is tried again until it succeeds, and the next one begins anew at attempt 0", async () => {
    const attempts: number[] = [];
    await started((client) => [
      client.createFunction(
        { id: "f", retries: 3, triggers: { event: "go" } },
        async ({ step, attempt, maxAttempts }) => {
          await step.run("flaky", () => {
            attempts.push(attempt);
            if (attempt < 2) throw new Error("not yet");
          });
          return step.run("next", () => ({ attempt, maxAttempts }));
        },
      ),
    ]);
    await app.send("go");
    expect(await endedRuns(database.db, "f")).toMatchObject([
      { status: "completed", output: { attempt: 0, maxAttempts: 4 } },
    ]);
    expect(attempts).toEqual([0, 1, 2]);
  });

  test("a step out of retries fails the run once and calls onFailure once with the error and the event", async () => {
    let attempts = 0;
    const failures: unknown[] = [];
    await started((client) => [
      client.createFunction(
        {
          id: "f",
          retries: 2,
          triggers: { event: "go" },
          onFailure: ({ event, error }: FailureEventArgs) => {
            failures.push([event.data.event.data, event.data.function_id, error.name, error.message]);
          },
        },
        async ({ step }) => {
          await step.run("bad", () => {
            attempts += 1;
            throw new TypeError("never");
          });
        },
      ),
    ]);
    await app.send("go", { n: 7 });
    await endedRuns(database.db, "f-failure");
    await idle(database.db);
    expect(attempts).toBe(3);
    expect(failures).toEqual([[{ n: 7 }, "test-f", "TypeError", "never"]]);
    expect(await endedRuns(database.db, "f")).toMatchObject([{ status: "failed", error: { message: "never" } }]);
  });

  test("a step error that is caught lets the run go on", async () => {
    await started((client) => [
      client.createFunction({ id: "f", retries: 0, triggers: { event: "go" } }, async ({ step }) => {
        const why = await step.run("bad", () => Promise.reject(new Error("no"))).catch((error: Error) => error.message);
        return step.run("plan b", () => `after ${why}`);
      }),
    ]);
    await app.send("go");
    expect(await endedRuns(database.db, "f")).toMatchObject([{ status: "completed", output: "after no" }]);
  });

  test("NonRetriableError is not tried again", async () => {
    let attempts = 0;
    await started((client) => [
      client.createFunction({ id: "f", retries: 5, triggers: { event: "go" } }, async ({ step }) => {
        await step.run("bad", () => {
          attempts += 1;
          throw new NonRetriableError("bad mask");
        });
      }),
    ]);
    await app.send("go");
    expect(await endedRuns(database.db, "f")).toMatchObject([{ status: "failed", error: { message: "bad mask" } }]);
    expect(attempts).toBe(1);
  });

  test("RetryAfterError says when, whatever the backoff", async () => {
    const at: number[] = [];
    await started(
      (client) => [
        client.createFunction({ id: "f", retries: 1, triggers: { event: "go" } }, async ({ step }) => {
          await step.run("busy", () => {
            at.push(performance.now());
            if (at.length === 1) throw new RetryAfterError("busy", "1s");
          });
        }),
      ],
      { backoff: () => 3_600_000 },
    );
    await app.send("go");
    expect(await endedRuns(database.db, "f")).toMatchObject([{ status: "completed" }]);
    const [first = 0, second = 0] = at;
    expect(second - first).toBeGreaterThan(900);
  });

  test("an error outside of steps is tried again, then fails the run", async () => {
    let calls = 0;
    await started((client) => [
      client.createFunction({ id: "f", retries: 1, triggers: { event: "go" } }, () => {
        calls += 1;
        throw new Error("outside");
      }),
    ]);
    await app.send("go");
    expect(await endedRuns(database.db, "f")).toMatchObject([{ status: "failed", error: { message: "outside" } }]);
    expect(calls).toBe(2);
  });

  test("a sleep takes its time and is not slept again", async () => {
    const at: number[] = [];
    await started((client) => [
      client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
        await step.run("before", () => void at.push(performance.now()));
        await step.sleep("rest", "1s");
        await step.run("after", () => void at.push(performance.now()));
        await step.run("last", () => void at.push(performance.now()));
      }),
    ]);
    await app.send("go");
    await endedRuns(database.db, "f");
    expect(at).toHaveLength(3);
    const [before = 0, after = 0] = at;
    expect(after - before).toBeGreaterThan(950);
  });

  test("step.sendEvent starts other functions; an id that was sent before does not", async () => {
    const got: unknown[] = [];
    await started((client) => [
      client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
        await step.sendEvent("tell", { id: "told", name: "told", data: { by: "f" } });
        await step.sendEvent("tell again", { id: "told", name: "told", data: { by: "f" } });
      }),
      client.createFunction({ id: "g", triggers: { event: "told" } }, ({ event }) => void got.push(event.data["by"])),
    ]);
    await app.send("go");
    await endedRuns(database.db, "f");
    await endedRuns(database.db, "g");
    expect(got).toEqual(["f"]);
  });

  test("steps side by side all run once before the function goes on", async () => {
    const log: string[] = [];
    await started((client) => [
      client.createFunction({ id: "f", retries: 1, triggers: { event: "go" } }, async ({ step, attempt }) => {
        const [a, b] = await Promise.all([
          step.run("a", () => {
            log.push("a");
            if (attempt === 0) throw new Error("once");
            return 1;
          }),
          step.run("b", () => (log.push("b"), 2)),
          step.sleep("rest", "1s"),
        ]);
        return step.run("sum", () => (log.push("sum"), a + b));
      }),
    ]);
    await app.send("go");
    expect(await endedRuns(database.db, "f")).toMatchObject([{ status: "completed", output: 3 }]);
    expect(log.toSorted()).toEqual(["a", "a", "b", "sum"]);
    expect(log.at(-1)).toBe("sum");
  });

  test("a call without an answer counts as a failed attempt", async () => {
    let calls = 0;
    await started(
      (client) => [
        client.createFunction({ id: "f", retries: 1, triggers: { event: "go" } }, async ({ step }) => {
          await step.run("hangs once", async () => {
            calls += 1;
            if (calls === 1) await new Promise(() => {});
          });
        }),
      ],
      { callTimeoutMs: 200 },
    );
    await app.send("go");
    expect(await endedRuns(database.db, "f")).toMatchObject([{ status: "completed" }]);
    expect(calls).toBe(2);
  });

  type Step = GetStepTools<TestClient>;

  test.each<[string, (step: Step) => Promise<unknown>]>([
    ["step.waitForEvent", (step) => step.waitForEvent("s", { event: "x", timeout: "1s" })],
    [
      "step.invoke",
      (step) => step.invoke("s", { function: app.client.createFunction({ id: "x", triggers: [] }, () => 1), data: {} }),
    ],
    ["step.fetch", (step) => step.fetch("http://localhost/")],
    ["step.waitForSignal", (step) => step.waitForSignal("s", { signal: "x", timeout: "1s", onConflict: "fail" })],
    [
      "step.realtime.publish",
      (step) =>
        step.realtime.publish(
          "s",
          { channel: "c", topic: "t", config: { schema: staticSchema<{ n: number }>() } },
          { n: 1 },
        ),
    ],
  ])("%s fails the run at once, by name", async (name, use) => {
    let calls = 0;
    await started((client) => [
      client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ step }) => {
        calls += 1;
        await use(step);
      }),
    ]);
    await app.send("go");
    const [run] = await endedRuns(database.db, "f");
    expect(run).toMatchObject({ status: "failed" });
    expect(run?.error?.message).toContain(name);
    expect(run?.error?.message).toContain("step ");
    expect(calls).toBe(1);
  });
});
