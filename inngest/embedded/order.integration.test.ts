import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "@/tests/database";
import { createTestApp, endedRuns } from "./test-app";

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

it("ends the runs that began first before it begins more", async () => {
  const done: string[] = [];
  const app = createTestApp(
    database.db,
    (client) => [
      client.createFunction({ id: "queue", triggers: { event: "queue" } }, async ({ event, step }) => {
        const { name } = event.data as { name: string };
        for (const part of [1, 2, 3]) await step.run(`part-${part}`, async () => done.push(`${name}${part}`));
      }),
    ],
    { workers: 1 },
  );
  for (const name of ["a", "b", "c"]) await app.send("queue", { name });
  await app.runner.start();
  await endedRuns(database.db, "queue", 3);
  await app.runner.stop();
  expect(done.join(" ")).toBe("a1 a2 a3 b1 b2 b3 c1 c2 c3");
});
