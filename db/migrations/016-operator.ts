import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // What the operator did, for good: rows are added and never changed. No words of a person, no picture.
  await sql`
    create table operator_actions (
      id bigint generated always as identity primary key,
      at timestamptz not null default now(),
      action text not null check (action in ('sign_in', 'look', 'replay', 'check', 'take_down', 'dismiss', 'export')),
      edit_id uuid
    )`.execute(db);
  await sql`create index operator_actions_edit on operator_actions (edit_id, at) where edit_id is not null`.execute(db);
  await sql`
    create table reports (
      id uuid primary key,
      edit_id uuid not null references edits (id) on delete cascade,
      reason text not null check (reason in ('sexual', 'violence', 'hate', 'person', 'copyright', 'other')),
      words text check (char_length(words) between 1 and 500),
      client_hash text not null,
      created_at timestamptz not null default now(),
      decided_at timestamptz,
      decision text check (decision in ('taken_down', 'dismissed')),
      check ((decision is null) = (decided_at is null))
    )`.execute(db);
  await sql`create unique index reports_one_each on reports (edit_id, client_hash) where decision is null`.execute(db);
  await sql`create index reports_open on reports (created_at) where decision is null`.execute(db);
  await sql`alter table edits add column taken_down_at timestamptz`.execute(db);
  // Shared pages of what was taken down, by the hash of their key: who opens one is told.
  await sql`
    create table taken_down_shares (
      key_hash text primary key,
      edit_id uuid not null references edits (id) on delete cascade
    )`.execute(db);
  await sql`create index taken_down_shares_edit on taken_down_shares (edit_id)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table taken_down_shares`.execute(db);
  await sql`alter table edits drop column taken_down_at`.execute(db);
  await sql`drop table reports`.execute(db);
  await sql`drop table operator_actions`.execute(db);
}
