import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setServices } from "@/lib/services";
import { openThroughProxy, type ThroughProxy } from "./database-drivers";
import { testServerUrl } from "./database-server";
import { type Answer, call, expectError } from "./http-client";
import { base64Picture } from "./http-edits";
import { createTestServices, type TestServices } from "./services";

const APPLICATION = `mizual ${randomUUID()}`;

describe.skipIf(testServerUrl() === null).each(["pg", "neon"] as const)(
  "requests while the database fails (%s, needs TEST_DATABASE_URL)",
  (driver) => {
    let services: TestServices;
    let database: ThroughProxy;

    beforeAll(async () => {
      services = await createTestServices();
      const { schema } = services.database.handle;
      const parameters = { query_timeout: "1000", application_name: `${APPLICATION} ${driver}` };
      database = await openThroughProxy(driver, { schema, parameters });
      setServices({ ...services.services, db: database.handle.db });
    });
    afterAll(async () => {
      setServices(null);
      await database.close();
      await services.close();
    });

    const submit = async (): Promise<Answer> =>
      call("POST", "/edit-image", { json: { prompt: "make it sharper", image_data: await base64Picture() } });
    const announce = () => call("POST", "/uploads", { json: { size: 10, type: "image/png" } });

    const expectTruth = (answer: Answer): void => {
      if (answer.status === 200) return;
      expectError(answer, 503, "UNAVAILABLE", /^The service cannot take this right now/);
      expect(answer.headers.get("retry-after")).toBe("5");
    };

    test("every answer is true, however often its connections are cut: taken and kept, or 503", async () => {
      const answers: Answer[] = [];
      for (let round = 0; round < 12; round += 1) {
        const asked = [submit(), submit(), announce(), announce(), call("GET", "/analytics/chains"), submit()];
        await sleep(round * 15);
        database.cut();
        answers.push(...(await Promise.all(asked)));
      }
      for (const answer of answers) expectTruth(answer);
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 503]));
      // Seen past the proxy.
      const { db } = services.database;
      const kept = new Set((await db.selectFrom("edits").select("id").execute()).map(({ id }) => id));
      for (const { body } of answers) if (typeof body["edit_id"] === "string") expect(kept).toContain(body["edit_id"]);
      const { rows } = await sql<{ state: string }>`
        select state from pg_stat_activity
        where application_name = ${`${APPLICATION} ${driver}`}`.execute(db);
      expect(rows.length).toBeLessThanOrEqual(10);
      expect(rows.filter(({ state }) => state !== "idle")).toEqual([]);
    });

    test("who reads what somebody holds is told to come again, before that one lets go", async () => {
      const { db } = services.database;
      const { body } = await submit();
      const read = (): Promise<Answer> => call("GET", `/edit/${String(body["edit_id"])}`);
      expect((await read()).status).toBe(200);
      await db.transaction().execute(async (tx) => {
        await sql`lock table ${sql.table(`${services.database.handle.schema}.edits`)} in access exclusive mode`.execute(
          tx,
        );
        const answers = await Promise.all([read(), read(), call("GET", "/analytics/chains")]);
        for (const answer of answers.slice(0, 2)) {
          expect(answer.status).toBe(503);
          expectTruth(answer);
        }
      });
      expect((await read()).status).toBe(200);
    });

    test("connections that go quiet end in 503, and requests go on", async () => {
      expect((await announce()).status).toBe(200);
      database.silence();
      const answers = [await announce()];
      // Each connection that had gone quiet is found out by one request.
      while (answers.length < 10 && answers.at(-1)?.status === 503) answers.push(await announce());
      for (const answer of answers) expectTruth(answer);
      expect([answers[0]?.status, answers.at(-1)?.status]).toEqual([503, 200]);
    });

    test("a database that is gone is 503 to everybody, and nothing else stops", async () => {
      await database.vanish();
      for (const answer of [await submit(), await announce(), await call("GET", "/analytics/chains")]) {
        expect(answer.status).toBe(503);
        expectTruth(answer);
      }
      expect((await call("GET", "/health")).status).toBe(200);
    });
  },
);
