import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openTestDatabase, type TestDatabase } from "@/tests/database";

// `schema.ts` says in types what the migrations make in SQL. The database is asked for every column, what it answers
// is written down as types, and the compiler compares these with `Database`.

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** What is read of a column, by its type in PostgreSQL: see `dialects/parsers.ts`. */
const READ_AS: Readonly<Record<string, string>> = {
  _text: "string[]",
  bool: "boolean",
  bytea: "Uint8Array",
  date: "string",
  float4: "number",
  int2: "number",
  int4: "number",
  int8: "string",
  json: "unknown",
  numeric: "string",
  text: "string",
  timestamptz: "Date",
  uuid: "string",
};

type LiveColumn = { table: string; column: string; type: string; nullable: boolean; filled: boolean; always: boolean };

/** Every column of the schema. `filled`: what is left out is filled in; `always`: it can't be written at all. */
async function liveColumns(): Promise<LiveColumn[]> {
  const { db, handle } = database;
  const { rows } = await sql<LiveColumn>`
    select table_name as "table", column_name as "column", udt_name as type, is_nullable = 'YES' as nullable,
      column_default is not null or is_identity = 'YES' or is_generated = 'ALWAYS' as filled,
      is_generated = 'ALWAYS' or coalesce(identity_generation = 'ALWAYS', false) as always
    from information_schema.columns where table_schema = ${handle.schema} order by 1, ordinal_position`.execute(db);
  return rows;
}

/** The values that a check allows in a column (`edits.status`), as a union of types, where that is all it says. */
async function allowedValues(): Promise<Map<string, string>> {
  const { db, handle } = database;
  const { rows } = await sql<{ table: string; check: string }>`
    select r.relname as "table", pg_get_constraintdef(c.oid) as "check"
    from pg_constraint c join pg_class r on r.oid = c.conrelid join pg_namespace n on n.oid = r.relnamespace
    where c.contype = 'c' and n.nspname = ${handle.schema}`.execute(db);
  return new Map(
    rows.flatMap(({ table, check }) => {
      const [, column, values = ""] = /^CHECK \(\((\w+) = ANY \(ARRAY\[([^()]*)\]\)\)\)$/.exec(check) ?? [];
      return column === undefined
        ? []
        : [[`${table}.${column}`, values.replaceAll("::text", "").split(", ").join("|")]];
    }),
  );
}

const camelCase = (name: string): string => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

const TYPES = `
import type { Insertable, Updateable, Selectable } from "kysely";
import type { Database } from "@/db/schema";
type Must<T, C> = C extends keyof T ? ({} extends Pick<T, C> ? false : true) : false;
type Read<T, C> = C extends keyof Selectable<T> ? Selectable<T>[C] : never;
type Column<T extends string, C extends string, Type extends string, ReadAs, Union, Nullable, Needed, Always> =
  T extends keyof Database
    ? C extends keyof Database[T]
      ? [unknown extends Read<Database[T], C> ? Nullable : null extends Read<Database[T], C> ? true : false] extends [Nullable]
        ? [NonNullable<Read<Database[T], C>>, Union] extends [ReadAs, NonNullable<Read<Database[T], C>>]
          ? [Must<Insertable<Database[T]>, C>] extends [Needed]
            ? [Always, C] extends [true, keyof Insertable<Database[T]> | keyof Updateable<Database[T]>]
              ? \`\${T}.\${C} is generated, and schema.ts lets it be written\`
              : "agrees"
            : \`\${T}.\${C} \${Needed extends true ? "has no default" : "has a default, or may be null"}, and schema.ts says otherwise\`
          : \`\${T}.\${C} is \${Type}, and schema.ts says otherwise\`
        : \`\${T}.\${C} is \${Nullable extends true ? "nullable" : "not nullable"}, and schema.ts says otherwise\`
      : \`\${T}.\${C} is not in schema.ts\`
    : \`\${T} is not in schema.ts\`;
type Nothing<T> = [T] extends [never] ? "agrees" : T;
type NoTableBut<T> = Nothing<\`\${Exclude<keyof Database, T>} is not in the database\`>;
type NoColumnBut<T, C> = T extends keyof Database & string ? Nothing<\`\${T}.\${Exclude<keyof Database[T], C> & string} is not in the database\`> : "agrees";
`;

/** Lines that do not compile where the database, as it is now, and `schema.ts` differ. */
async function comparison(): Promise<string> {
  const allowed = await allowedValues();
  const columns = (await liveColumns()).map((column) => ({
    ...column,
    values: allowed.get(`${column.table}.${column.column}`),
  }));
  const names = new Map<string, string[]>();
  const verdicts = columns.map(({ table, column, type, nullable, filled, always, values }) => {
    const [t, c] = [camelCase(table), camelCase(column)];
    names.set(t, [...(names.get(t) ?? []), c]);
    const readAs = values ?? READ_AS[type] ?? "never";
    const facts = [
      `"${values?.replaceAll("|", " or ") ?? type}"`,
      readAs,
      values ?? "never",
      nullable,
      !nullable && !filled,
      always,
    ];
    return `Column<"${t}", "${c}", ${facts.join(", ")}>`;
  });
  const union = (all: Iterable<string>): string => [...all].map((name) => `"${name}"`).join(" | ");
  verdicts.push(`NoTableBut<${union(names.keys())}>`);
  for (const [table, known] of names) verdicts.push(`NoColumnBut<"${table}", ${union(known)}>`);
  return TYPES + verdicts.map((verdict, index) => `const v${index}: ${verdict} = "agrees";`).join("\n");
}

/** What the compiler says of files of these lines, which it reads at once: for each, the sentence in each error. */
async function compile(...sources: string[]): Promise<string[][]> {
  const root = path.join(import.meta.dirname, "..");
  const caches = path.join(root, "node_modules/.cache");
  mkdirSync(caches, { recursive: true });
  const folder = mkdtempSync(path.join(caches, "mizual-schema-"));
  try {
    const compilerOptions = { incremental: false, noErrorTruncation: true, paths: { "@/*": [`${root}/*`] } };
    const files = sources.map((source, at) => {
      writeFileSync(path.join(folder, `database-${at}.ts`), source);
      return `database-${at}.ts`;
    });
    writeFileSync(
      path.join(folder, "tsconfig.json"),
      JSON.stringify({ extends: path.join(root, "tsconfig.json"), compilerOptions, files, include: [] }),
    );
    const tsc = path.join(root, "node_modules/typescript/bin/tsc");
    const output = await new Promise<string>((resolve) => {
      execFile(process.execPath, [tsc, "-p", folder, "--pretty", "false"], (_error, stdout, stderr) =>
        resolve(stdout + stderr),
      );
    });
    const lines = output.split("\n").filter((line) => line.trim() !== "");
    const stray = lines.filter((line) => !files.some((file) => line.includes(file)));
    return files.map((file) =>
      [...lines.filter((line) => line.includes(file)), ...stray].flatMap((line) => {
        const [, sentences] = /Type '"agrees"' is not assignable to type '(.*)'/.exec(line) ?? [];
        return sentences?.match(/(?<=")[^"|]+(?=")/g) ?? [line];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

it(
  "says of every column what the database says; what is another there is told by name",
  { timeout: 240_000 },
  async () => {
    const asItIs = await comparison();
    const schema = sql.id(database.handle.schema);
    for (const change of [
      sql`alter table ${schema}.edits alter column owner_hash set not null`,
      sql`alter table ${schema}.edits alter column model type varchar(50)`,
      sql`alter table ${schema}.outbox alter column dispatch drop default`,
      sql`alter table ${schema}.uploads add column more text`,
      sql`alter table ${schema}.blob_intents drop column created_at`,
      sql`alter table ${schema}.runner_jobs drop constraint runner_jobs_kind_check,
      add constraint runner_jobs_kind_check check (kind in ('call', 'sleep', 'nap'))`,
      sql`create table ${schema}.stray (id integer)`,
      sql`drop table ${schema}.client_salts`,
    ]) {
      await change.execute(database.db);
    }
    const [before = [], after = []] = await compile(asItIs, await comparison());
    expect(before).toEqual([]);
    expect(after.toSorted()).toEqual([
      "blobIntents.createdAt is not in the database",
      "clientSalts is not in the database",
      "edits.model is varchar, and schema.ts says otherwise",
      "edits.ownerHash is not nullable, and schema.ts says otherwise",
      "outbox.dispatch has no default, and schema.ts says otherwise",
      "runnerJobs.kind is 'call' or 'sleep' or 'nap', and schema.ts says otherwise",
      "stray is not in schema.ts",
      "uploads.more is not in schema.ts",
    ]);
  },
);
