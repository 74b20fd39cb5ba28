import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // What of a request its editor did not carry out, in sentences; and what can be asked for instead of what it refused.
  await sql`alter table edits
    add column left_out text[] not null default '{}',
    add column suggestions text[] not null default '{}'`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table edits drop column left_out, drop column suggestions`.execute(db);
}
