import { expect, it } from "vitest";
import { openDatabase } from "@/db/client";
import { validateSchema } from "@/db/migrations/validate";
import { testServerUrl } from "./database-server";
import { createEmbeddedDataDir } from "./embedded-data-dir";

// Long, because the first one has to be made.
it.skipIf(testServerUrl() !== null)(
  "gives a migrated database of its own each time",
  { timeout: 180_000 },
  async () => {
    const [one, two] = [await createEmbeddedDataDir(), await createEmbeddedDataDir()];
    expect(one.dataDir).not.toBe(two.dataDir);
    const handle = await openDatabase({
      database: { kind: "pglite" },
      dataDir: one.dataDir,
      schema: "preview",
      migrateEmbedded: false,
    });
    expect(await validateSchema(handle)).toEqual([]);
    await handle.close();
    await Promise.all([one.remove(), two.remove()]);
  },
);
