import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // How often in a row the provider has said that it has lost the task, or failed with it; and the host of an address
  // of the provider's that was not asked.
  await sql`
    alter table edit_attempts
      add column doubts integer not null default 0 check (doubts >= 0),
      add column refused_host text check (char_length(refused_host) between 1 and 253)`.execute(db);
  await sql`create index edit_attempts_refused on edit_attempts (editor, created_at) where refused_host is not null`.execute(
    db,
  );

  // Paid edits are made of a smaller copy of the picture unless all of it is asked for.
  await sql`alter table edits add column full_size boolean not null default false`.execute(db);

  // A key without an edit: canceled before anything was accepted under it. The previous release takes it for one that
  // was used for another request, and refuses it as well.
  await sql`alter table idempotency_keys alter column edit_id drop not null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from idempotency_keys where edit_id is null`.execute(db);
  await sql`alter table idempotency_keys alter column edit_id set not null`.execute(db);
  await sql`alter table edits drop column full_size`.execute(db);
  await sql`drop index edit_attempts_refused`.execute(db);
  await sql`alter table edit_attempts drop column doubts, drop column refused_host`.execute(db);
}
