import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { extendChain } from "@/db/queries/chains";
import { insertEdit, lockParent } from "@/db/queries/edits";
import { insertUpload } from "@/db/queries/uploads";
import { uploadKey } from "@/lib/blob/blob-store";
import { newEdit } from "@/tests/factories/edits";
import { servicesOfFile } from "@/tests/services";
import { cleanUp } from "./clean-up";

const test = servicesOfFile();

const expireEverything = () =>
  test.services.db
    .updateTable("chains")
    .set({ expiresAt: sql<Date>`now() - interval '1 second'` })
    .execute();

const countOf = async (table: "edits" | "uploads") =>
  Number(
    (
      await test.services.db
        .selectFrom(table)
        .select((select) => select.fn.countAll().as("count"))
        .executeTakeFirstOrThrow()
    ).count,
  );

describe("cleanUp", () => {
  it("deletes all that has expired, however much came together since the last time", async () => {
    const edits = Array.from({ length: 450 }, () => newEdit());
    await test.services.db.insertInto("edits").values(edits).execute();
    await test.services.db
      .insertInto("chains")
      .values(edits.map(({ id }) => ({ rootId: id, expiresAt: sql<Date>`now() - interval '1 second'` })))
      .execute();
    for (let count = 0; count < 250; count += 1) {
      const id = randomUUID();
      const upload = { id, key: uploadKey(id), scope: "client-1", size: 1, contentType: "image/png" };
      await insertUpload(test.services.db, upload, -61);
    }
    expect(await cleanUp(test.services)).toEqual({ chains: 450, edits: 450, uploads: 250 });
    expect([await countOf("edits"), await countOf("uploads")]).toEqual([0, 0]);
  });

  it("leaves a chain alone that is being continued, and neither waits for the other", async () => {
    const second = await test.database.second();
    if (second === null) return; // An embedded database has one connection: nothing can come in between.
    const root = newEdit();
    const child = newEdit({ rootId: root.id, parentId: root.id, chainPosition: 2 });
    await insertEdit(test.services.db, root);
    await insertEdit(test.services.db, child);
    await extendChain(test.services.db, root, 1);
    await expireEverything();

    const cleaned = await second.db.transaction().execute(async (tx) => {
      await lockParent(tx, child.id);
      const cleaning = cleanUp(test.services);
      await new Promise((resolve) => setTimeout(resolve, 300));
      await insertEdit(tx, newEdit({ rootId: root.id, parentId: child.id, chainPosition: 3 }));
      await extendChain(tx, root, 1);
      return cleaning;
    });
    expect(cleaned).toMatchObject({ chains: 0 });
    expect(await countOf("edits")).toBe(3);
    await second.close();
  });
});
