import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { migrate } from "@/db/migrations/migrate";
import * as migrations from "@/db/migrations";
import { openDatabase } from "@/db/client";
import { parseEnv } from "@/lib/config/env";
import { probes } from "@/lib/services";
import { createTestServerDatabase, testServerUrl } from "@/tests/database-server";
import { examineDatabase } from "./examine-database";
import { plainReason } from "./plain-reason";

const COUNT = Object.keys(migrations).length;

describe.skipIf(testServerUrl() === null)("a PostgreSQL (needs TEST_DATABASE_URL)", () => {
  let url: string;
  let drop: () => Promise<void>;
  beforeAll(async () => {
    const server = await createTestServerDatabase();
    url = server?.url ?? "";
    drop = async () => server?.drop();
  });
  afterAll(() => drop());

  /** What is found, or why it fails. */
  async function found(variables: Record<string, string> = {}): Promise<string> {
    const env = parseEnv({ DATABASE_URL: url, APP_SECRET: "x".repeat(32), ...variables });
    const looks = examineDatabase(env, probes).map(({ look }) => look(new AbortController().signal));
    const [first] = await Promise.all(looks).catch((error: unknown) => [{ found: plainReason(error), todo: null }]);
    return `${first?.found ?? ""} ${first?.todo ?? ""}`.trim();
  }

  test("tells its version, the schema and how far it is migrated, and changes nothing", async () => {
    const fresh = await found();
    expect(fresh).toMatch(
      new RegExp(`^PostgreSQL 1\\d\\.\\d+ answers; schema preview, ${COUNT} of ${COUNT} migrations pending`),
    );
    expect(await found()).toBe(fresh);

    const handle = await openDatabase({
      database: { kind: "postgres", url, migrationUrl: url },
      dataDir: "",
      schema: "preview",
    });
    await migrate(handle);
    expect(await found()).toContain(`all ${COUNT} migrations applied.`);
    const history = sql`preview.migration_history`;
    await sql`insert into ${history} values ('999-later', 'x', 'preview', now())`.execute(handle.db);
    expect(await found()).toContain("a newer release has migrated already");
    await sql`update ${history} set checksum = 'another' where name = '001-edits'`.execute(handle.db);
    expect(await found()).toContain("001-edits changed after it was applied");
    await handle.close();
  });

  test("says what is wrong: no such database, no such user, and over which connection", async () => {
    const missing = new URL(url);
    missing.pathname = "/mizual_not_there";
    expect(await found({ DATABASE_URL: missing.href })).toContain("it has no database of this name (3D000)");
    expect(await found({ DATABASE_URL_UNPOOLED: missing.href })).toBe(
      "over DATABASE_URL_UNPOOLED, it has no database of this name (3D000)",
    );
    const stranger = new URL(url);
    stranger.username = "mizual_nobody";
    expect(await found({ DATABASE_URL: stranger.href })).toMatch(/\((28000|28P01)\)/);
  });

  test("names hosts that paid results were not taken from, and what to do", async () => {
    const applied = { name: "001-edits", state: "applied" as const, appliedAt: new Date(), environment: "preview" };
    const looks = {
      ...probes,
      inspectServer: async () => ({ version: "15.1", migrations: [applied], refusedHosts: ["results.example"] }),
    };
    const [look] = examineDatabase(parseEnv({ DATABASE_URL: url, APP_SECRET: "x".repeat(32) }), looks);
    const found = await look?.look(new AbortController().signal);
    expect(found?.state).toBe("ok");
    expect(found?.todo).toMatch(/not taken from results\.example.*BFL_RESULT_HOSTS/);
  });

  test("an old PostgreSQL fails", async () => {
    const looks = { ...probes, inspectServer: async () => ({ version: "14.9", migrations: [], refusedHosts: [] }) };
    const [look] = examineDatabase(parseEnv({ DATABASE_URL: url, APP_SECRET: "x".repeat(32) }), looks);
    await expect(look?.look(new AbortController().signal)).rejects.toThrow("its version is 14.9, and 15 is the oldest");
  });
});
