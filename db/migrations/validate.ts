import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import { ensureHistory, migrationStatus, setSearchPath } from "./history";
import { type MigrationSet, type MigrationTarget, type NamedMigration, orderedMigrations } from "./migration";

/**
 * Compares the live schema with what the migrations give: these are run into a scratch schema of the
 * same server, inside a transaction that is rolled back, so that nothing of it is ever seen or left.
 * @returns one sentence for each difference; none: the schema is as it should be.
 */
export async function validateSchema(
  target: MigrationTarget,
  options: { migrations?: MigrationSet } = {},
): Promise<string[]> {
  const db = target.db.withoutPlugins() as Kysely<unknown>;
  const problems: string[] = [];
  for (const { name, state } of await migrationStatus(target, options)) {
    if (state === "pending") problems.push(`migration ${name} is not applied`);
    if (state === "changed") problems.push(`migration ${name} has changed since it was applied`);
    if (state === "unknown") problems.push(`migration ${name} is applied but not known to this release`);
  }
  const expected = await expectedSnapshot(db, await orderedMigrations(options.migrations));
  return [...problems, ...differences(expected, await schemaSnapshot(db, target.schema))];
}

async function expectedSnapshot(db: Kysely<unknown>, known: readonly NamedMigration[]): Promise<SchemaSnapshot> {
  const scratch = `mizual_scratch_${randomBytes(6).toString("hex")}`;
  const trx = await db.startTransaction().execute();
  try {
    await sql`create schema ${sql.id(scratch)}`.execute(trx);
    await setSearchPath(trx, scratch);
    await ensureHistory(trx, scratch);
    for (const migration of known) await migration.up(trx);
    return await schemaSnapshot(trx, scratch);
  } finally {
    await trx.rollback().execute();
  }
}

function differences(expected: SchemaSnapshot, live: SchemaSnapshot): string[] {
  return [...new Set([...expected.keys(), ...live.keys()])].toSorted().flatMap((object) => {
    const should = expected.get(object);
    const is = live.get(object);
    if (should === is) return [];
    if (is === undefined) return [`${object} is missing`];
    if (should === undefined) return [`${object} is in no migration`];
    return [`${object} is «${is}», should be «${should}»`];
  });
}

/** Definition of everything in a schema by its name, e.g. `column edits.prompt` → `text, nullable`. */
export type SchemaSnapshot = ReadonlyMap<string, string>;

/** Reads what a schema holds, with its own name left out of every definition. Parts of extensions don't count. */
export async function schemaSnapshot(db: Kysely<unknown>, schema: string): Promise<SchemaSnapshot> {
  const { rows } = await sql<{ object: string; definition: string }>`
    with
      relation as (
        select c.oid, c.relname as name, c.relkind as kind, c.relpersistence as persistence
        from pg_class c
        where c.relnamespace = (select oid from pg_namespace where nspname = ${schema})
          and c.relkind in ('r', 'p', 'v', 'm', 'f')
          and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
      )
    select case when kind in ('v', 'm') then 'view ' else 'table ' end || name as object,
      case when kind in ('v', 'm') then pg_get_viewdef(oid)
        else case persistence when 'u' then 'unlogged' else 'logged' end end as definition
    from relation
    union all
    select 'column ' || r.name || '.' || a.attname,
      concat_ws(', ', format_type(a.atttypid, a.atttypmod), case when a.attnotnull then 'not null' else 'nullable' end,
        case a.attgenerated when 's' then 'generated stored ' || pg_get_expr(d.adbin, d.adrelid)
          when 'v' then 'generated virtual ' || pg_get_expr(d.adbin, d.adrelid)
          else 'default ' || pg_get_expr(d.adbin, d.adrelid) end,
        case a.attidentity when 'a' then 'identity always' when 'd' then 'identity by default' end)
    from relation r
    join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    union all
    select 'index ' || i.relname, pg_get_indexdef(i.oid) || case when x.indisvalid then '' else ' invalid' end
    from relation r join pg_index x on x.indrelid = r.oid join pg_class i on i.oid = x.indexrelid
    union all
    -- Not "not null" ('n'), which is a constraint only since PostgreSQL 18 and already said of its column.
    select 'constraint ' || r.name || '.' || c.conname, pg_get_constraintdef(c.oid)
    from relation r join pg_constraint c on c.conrelid = r.oid and c.contype <> 'n'
    union all
    select 'trigger ' || r.name || '.' || t.tgname,
      pg_get_triggerdef(t.oid) || case t.tgenabled when 'O' then '' else ' disabled' end
    from relation r join pg_trigger t on t.tgrelid = r.oid and not t.tgisinternal
    union all
    select 'function ' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', pg_get_functiondef(p.oid)
    from pg_proc p
    where p.pronamespace = (select oid from pg_namespace where nspname = ${schema}) and p.prokind in ('f', 'p')
      and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by 1`.execute(db);
  const ownName = new RegExp(String.raw`(?<![\w"])"?${schema}"?\.`, "g");
  // A function that finds its tables by itself names the schema as its path.
  const ownPath = /^ SET search_path TO .*$/gm;
  return new Map(
    rows.map(({ object, definition }) => [
      object,
      definition.replace(ownName, "").replace(ownPath, " SET search_path TO its own schema"),
    ]),
  );
}
