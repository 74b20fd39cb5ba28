import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createTestServerDatabase } from "./database-server";

/**
 * What processes that a test starts need to work on the same rows and pictures: a data folder of their own and, with
 * `TEST_DATABASE_URL`, a database; without, the embedded one in that folder, which one of them opens at a time.
 */
export async function createChildEnvironment(): Promise<{
  variables: Record<string, string>;
  drop(): Promise<void>;
}> {
  const folder = await mkdtemp(path.join(tmpdir(), "mizual-child-"));
  const server = await createTestServerDatabase();
  return {
    variables: {
      DATA_DIR: folder,
      ...(server === null ? {} : { DATABASE_URL: server.url, APP_SECRET: "only for this test ".repeat(2) }),
    },
    drop: async () => {
      await server?.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
