import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  EDIT_STATUSES,
  type EditStatus,
  isFinal,
  LIFECYCLE,
  successorsOf,
  TIMED_STAGES,
  UNFINISHED_STATUSES,
} from "@/lib/lifecycle";
import { type TestDatabase, openTestDatabase } from "@/tests/database";

// The table of states against what the migrations have made: a state that only one of the two knows fails here.
let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

const edits = () => sql.id(database.handle.schema, "edits");

/** The row of an edit in this state, whatever came before. */
async function editIn(status: EditStatus, isOver: boolean = isFinal(status)): Promise<string> {
  const id = randomUUID();
  await sql`insert into ${edits()} (id, root_id, chain_position, prompt, status, result_key, error_code, finished_at)
    values (${id}, ${id}, 1, 'a prompt', ${status}, ${status === "completed" ? "r" : null},
      ${status === "failed" ? "INTERNAL" : null}, ${isOver ? sql`now()` : null})`.execute(database.db);
  return id;
}

/** Whether the database lets an edit go from one state to another, with so many replays more. */
async function mayMove(from: EditStatus, to: EditStatus, replays: number): Promise<boolean> {
  const id = await editIn(from);
  return sql`update ${edits()} set status = ${to}, replays = replays + ${replays}::int, result_key = 'r',
      error_code = ${to === "failed" ? "INTERNAL" : null}, finished_at = ${isFinal(to) ? sql`now()` : null}
    where id = ${id}`
    .execute(database.db)
    .then(
      () => true,
      (error: unknown) => {
        expect(error).toMatchObject({ constraint: "edits_legal_move" });
        return false;
      },
    );
}

/** What the catalogue says of a constraint or an index of the table: the states that it names. */
async function statesNamedBy(query: "constraint" | "index", name: string): Promise<string[]> {
  const { rows } = await (
    query === "constraint"
      ? sql<{ text: string }>`select pg_get_constraintdef(oid) as text from pg_constraint
          where conname = ${name} and conrelid = ${`${database.handle.schema}.edits`}::regclass`
      : sql<{ text: string }>`select pg_get_indexdef(${`${database.handle.schema}.${name}`}::regclass) as text`
  ).execute(database.db);
  return [...(rows[0]?.text ?? "").matchAll(/'(\w+)'/g)].map(([, state]) => state ?? "");
}

const movesOf = async (replays: number): Promise<Record<string, EditStatus[]>> => {
  const moves: Record<string, EditStatus[]> = {};
  for (const from of EDIT_STATUSES) {
    moves[from] = [];
    for (const to of EDIT_STATUSES) if (to !== from && (await mayMove(from, to, replays))) moves[from].push(to);
  }
  return moves;
};

const successors = (from: EditStatus): EditStatus[] => EDIT_STATUSES.filter((to) => successorsOf(from).includes(to));

describe("the table of states and the database", () => {
  it("know the same states, and where an edit begins", async () => {
    expect(await statesNamedBy("constraint", "edits_status_check")).toEqual(EDIT_STATUSES);
    await expect(editIn("paused" as EditStatus, false)).rejects.toMatchObject({ constraint: "edits_status_check" });
    const id = randomUUID();
    await sql`insert into ${edits()} (id, root_id, chain_position, prompt) values (${id}, ${id}, 1, 'p')`.execute(
      database.db,
    );
    const row = await database.db.selectFrom("edits").select("status").where("id", "=", id).executeTakeFirst();
    expect(row?.status).toBe(EDIT_STATUSES[0]);
  });

  it("let an edit make the same moves, and out of its end none", async () => {
    const moves = EDIT_STATUSES.map((from) => [from, isFinal(from) ? [] : successors(from)]);
    expect(await movesOf(0)).toEqual(Object.fromEntries(moves));
  });

  it("let it make the same moves with one replay more, and not with two", async () => {
    expect(await movesOf(1)).toEqual(Object.fromEntries(EDIT_STATUSES.map((from) => [from, successors(from)])));
    for (const to of successorsOf("failed")) expect(await mayMove("failed", to, 2)).toBe(false);
  });

  it("agree on which states are an end", async () => {
    for (const status of EDIT_STATUSES) {
      await expect(editIn(status, !isFinal(status))).rejects.toMatchObject({ code: "23514" });
    }
  });

  it("find the same states unfinished", async () => {
    expect(await statesNamedBy("index", "edits_unfinished")).toEqual(UNFINISHED_STATUSES);
  });

  it("have a column for when each state began", async () => {
    const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns
      where table_schema = ${database.handle.schema} and table_name = 'edits'
        and data_type = 'timestamp with time zone'`.execute(database.db);
    const columns = EDIT_STATUSES.map((status) => LIFECYCLE[status].started).filter((column) => column !== null);
    const inSql = columns.map((column) => column.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(inSql));
  });

  it("keep the times of each stage under its name", async () => {
    const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns
      where table_schema = ${database.handle.schema} and table_name = 'edit_facts' and column_name like '%\\_ms'`.execute(
      database.db,
    );
    expect(rows.map(({ name }) => name).toSorted()).toEqual(
      ["queue", ...TIMED_STAGES, "total"].map((time) => `${time}_ms`).toSorted(),
    );
  });
});
