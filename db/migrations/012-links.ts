import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // Pages by which an owner shows one edit. Of their keys only the hash is kept; one that is over is deleted.
  await sql`
    create table shares (
      id uuid primary key,
      key_hash text not null unique,
      edit_id uuid not null references edits (id) on delete cascade,
      show_words boolean not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz
    )`.execute(db);
  await sql`create index shares_edit on shares (edit_id)`.execute(db);
  await sql`create index shares_expiry on shares (expires_at) where expires_at is not null`.execute(db);

  // Links by which a browser hands everything that it owns to another one, once.
  await sql`
    create table owner_links (
      key_hash text primary key,
      owner_hash text not null,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    )`.execute(db);
  await sql`create index owner_links_owner on owner_links (owner_hash)`.execute(db);
  await sql`create index owner_links_expiry on owner_links (expires_at)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table owner_links`.execute(db);
  await sql`drop table shares`.execute(db);
}
