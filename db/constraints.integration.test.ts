import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EditStatus, isFinal } from "@/lib/lifecycle";
import { type TestDatabase, openTestDatabase } from "@/tests/database";

// What the database itself refuses, whatever the code above it does.
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

type Row = Record<string, string | number | boolean | null>;

async function insert(table: string, row: Row): Promise<void> {
  const into = sql.id(database.handle.schema, table);
  const columns = sql.join(Object.keys(row).map((column) => sql.id(column)));
  await sql`insert into ${into} (${columns}) values (${sql.join(Object.values(row))})`.execute(database.db);
}

/** A root edit, or with `parent` a follow-up of it. */
async function insertEdit(row: Row = {}): Promise<string> {
  const id = randomUUID();
  await insert("edits", { id, root_id: id, chain_position: 1, prompt: "a prompt", ...row });
  return id;
}

async function update(id: string, set: string): Promise<void> {
  const edits = sql.id(database.handle.schema, "edits");
  await sql`update ${edits} set ${sql.raw(set)} where id = ${id}`.execute(database.db);
}

const ENDS = {
  completed: { result_key: "r", finished_at: "2030-01-01" },
  failed: { error_code: "INTERNAL", finished_at: "2030-01-01" },
  canceled: { finished_at: "2030-01-01" },
};

/** An edit in a status, whatever came before. */
const editIn = (status: EditStatus): Promise<string> =>
  insertEdit({ status, ...(isFinal(status) ? ENDS[status] : {}) });

/** What an error of the database must tell, the same with every driver. */
const violation = (code: string, constraint: string) => expect.objectContaining({ code, constraint }) as unknown;
const CHECK = "23514";
const FOREIGN_KEY = "23503";
const UNIQUE = "23505";
const NOT_NULL = "23502";

describe("a chain", () => {
  it("takes follow-ups one deeper than their parent, in the same tree, up to the fifth", async () => {
    const root = await insertEdit();
    let parent = root;
    for (const position of [2, 3, 4, 5]) {
      parent = await insertEdit({ root_id: root, parent_id: parent, chain_position: position });
    }
    await expect(insertEdit({ root_id: root, parent_id: parent, chain_position: 6 })).rejects.toEqual(
      violation(CHECK, "edits_chain_position_check"),
    );
  });

  it("takes several follow-ups of one edit", async () => {
    const root = await insertEdit();
    const branches = [1, 2].map(() => insertEdit({ root_id: root, parent_id: root, chain_position: 2 }));
    expect(new Set(await Promise.all(branches)).size).toBe(2);
  });

  it.each([0, -1, 6])("has no position %i", async (position) => {
    await expect(insertEdit({ chain_position: position })).rejects.toMatchObject({ code: CHECK });
  });

  it.each([3, 4])("refuses position %i below a root", async (position) => {
    const root = await insertEdit();
    await expect(insertEdit({ root_id: root, parent_id: root, chain_position: position })).rejects.toEqual(
      violation(FOREIGN_KEY, "edits_parent_id_root_id_parent_position_fkey"),
    );
  });

  it("refuses a parent of another tree", async () => {
    const [root, other] = [await insertEdit(), await insertEdit()];
    await expect(insertEdit({ root_id: root, parent_id: other, chain_position: 2 })).rejects.toMatchObject({
      code: FOREIGN_KEY,
    });
  });

  it("refuses a parent that doesn't exist", async () => {
    const root = await insertEdit();
    await expect(insertEdit({ root_id: root, parent_id: randomUUID(), chain_position: 2 })).rejects.toMatchObject({
      code: FOREIGN_KEY,
    });
  });

  it("refuses a follow-up without a parent and a first edit with one", async () => {
    const root = await insertEdit();
    await expect(insertEdit({ chain_position: 2 })).rejects.toMatchObject({ code: CHECK });
    await expect(insertEdit({ root_id: root, parent_id: root, chain_position: 1 })).rejects.toMatchObject({
      code: CHECK,
    });
  });

  it("refuses a first edit below another root", async () => {
    const root = await insertEdit();
    await expect(insertEdit({ root_id: root })).rejects.toMatchObject({ code: CHECK });
  });

  it("keeps a parent while a follow-up refers to it, and goes as a whole", async () => {
    const root = await insertEdit();
    await insertEdit({ root_id: root, parent_id: root, chain_position: 2 });
    const edits = sql.id(database.handle.schema, "edits");
    await expect(sql`delete from ${edits} where id = ${root}`.execute(database.db)).rejects.toMatchObject({
      code: FOREIGN_KEY,
    });
    await sql`delete from ${edits} where root_id = ${root}`.execute(database.db);
  });

  it("has a depth of at most five", async () => {
    const root_id = await insertEdit();
    await expect(insert("chains", { root_id, deepest_completed: 6, expires_at: "2030-01-01" })).rejects.toMatchObject({
      code: CHECK,
    });
  });
});

describe("the status of an edit", () => {
  it("completed needs a result", async () => {
    const id = await editIn("uploading_result");
    await expect(update(id, "status = 'completed', finished_at = now()")).rejects.toMatchObject({ code: CHECK });
  });

  it("failed needs a reason, and only failed has one", async () => {
    const id = await editIn("pending");
    await expect(update(id, "status = 'failed', finished_at = now()")).rejects.toMatchObject({ code: CHECK });
    await expect(update(id, "error_code = 'INTERNAL'")).rejects.toMatchObject({ code: CHECK });
  });

  it("an end has a time, and only an end", async () => {
    const id = await editIn("pending");
    await expect(update(id, "status = 'canceled'")).rejects.toMatchObject({ code: CHECK });
    await expect(update(id, "finished_at = now()")).rejects.toMatchObject({ code: CHECK });
  });

  it("a charge is one of the known ones", async () => {
    await expect(insertEdit({ charge: "perhaps" })).rejects.toEqual(violation(CHECK, "edits_charge_check"));
  });
});

describe("the prompt of an edit", () => {
  it("has 1 to 2000 characters", async () => {
    await insertEdit({ prompt: "ü".repeat(2000) });
    await expect(insertEdit({ prompt: "" })).rejects.toMatchObject({ code: CHECK });
    await expect(insertEdit({ prompt: "x".repeat(2001) })).rejects.toMatchObject({ code: CHECK });
  });

  it("is gone exactly when the edit is deleted", async () => {
    const id = await editIn("completed");
    await expect(update(id, "prompt = null")).rejects.toMatchObject({ code: CHECK });
    await expect(update(id, "deleted_at = now()")).rejects.toMatchObject({ code: CHECK });
    await update(id, "prompt = null, deleted_at = now(), result_key = null");
  });
});

describe("attempts", () => {
  const attempt = (edit_id: string, number: number, more: Row = {}): Promise<void> =>
    insert("edit_attempts", { id: randomUUID(), edit_id, number, run_id: "run", editor: "local", ...more });

  it("are open one at a time", async () => {
    const edit = await insertEdit();
    await attempt(edit, 1, { outcome: "failed" });
    await attempt(edit, 2);
    await expect(attempt(edit, 3)).rejects.toEqual(violation(UNIQUE, "edit_attempts_one_open"));
    await attempt(await insertEdit(), 1);
  });

  it("are counted from 1, each number once", async () => {
    const edit = await insertEdit();
    await attempt(edit, 1, { outcome: "failed" });
    await expect(attempt(edit, 1, { outcome: "failed" })).rejects.toMatchObject({ code: UNIQUE });
    await expect(attempt(edit, 0, { outcome: "failed" })).rejects.toMatchObject({ code: CHECK });
  });

  it("end in a known way and belong to an edit", async () => {
    const edit = await insertEdit();
    await expect(attempt(edit, 1, { outcome: "lost" })).rejects.toMatchObject({ code: CHECK });
    await expect(attempt(randomUUID(), 1)).rejects.toMatchObject({ code: FOREIGN_KEY });
  });
});

describe("feedback", () => {
  const feedback = (edit_id: string, rating: number | null, feedback_text: string | null = null): Promise<void> =>
    insert("edit_feedback", { edit_id, rating, feedback_text });

  it("is given once for an edit", async () => {
    const edit = await insertEdit();
    await feedback(edit, 1);
    await expect(feedback(edit, 0, "changed my mind")).rejects.toEqual(violation(UNIQUE, "edit_feedback_edit_id_key"));
  });

  it("is up or down, and down says why", async () => {
    const edit = await insertEdit();
    await expect(feedback(edit, 2, "x")).rejects.toMatchObject({ code: CHECK });
    await expect(feedback(edit, null, "x")).rejects.toMatchObject({ code: NOT_NULL });
    await expect(feedback(edit, 0)).rejects.toMatchObject({ code: CHECK });
    await expect(feedback(edit, 0, "")).rejects.toMatchObject({ code: CHECK });
    await expect(feedback(edit, 0, "x".repeat(1001))).rejects.toMatchObject({ code: CHECK });
    await feedback(edit, 0, "x".repeat(1000));
  });

  it("goes with its edit", async () => {
    const edit = await insertEdit();
    await feedback(edit, 1);
    await database.db.deleteFrom("edits").where("id", "=", edit).execute();
    const left = await database.db.selectFrom("editFeedback").select("id").where("editId", "=", edit).execute();
    expect(left).toEqual([]);
  });
});

describe("the rest", () => {
  it("one use of an idempotency key in a scope, of at most 255 characters", async () => {
    const edit_id = await insertEdit();
    const use = (scope: string, key: string): Promise<void> =>
      insert("idempotency_keys", { scope, key, request_hash: "h", edit_id });
    await use("one", "key");
    await use("two", "key");
    await expect(use("one", "key")).rejects.toMatchObject({ code: UNIQUE });
    await expect(use("one", "")).rejects.toMatchObject({ code: CHECK });
    await expect(use("one", "k".repeat(256))).rejects.toMatchObject({ code: CHECK });
  });

  it("sixteen rows of totals, from the start and at most", async () => {
    const rows = await database.db.selectFrom("chainRollup").select("shard").orderBy("shard").execute();
    expect(rows.map((row) => row.shard)).toEqual(Array.from({ length: 16 }, (_, shard) => shard));
    await expect(insert("chain_rollup", { shard: 16 })).rejects.toMatchObject({ code: CHECK });
  });

  it("uploads have a size", async () => {
    const upload = {
      id: randomUUID(),
      key: "k",
      scope: "s",
      size: 0,
      content_type: "image/png",
      expires_at: "2030-01-01",
    };
    await expect(insert("uploads", upload)).rejects.toMatchObject({ code: CHECK });
  });
});
