import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // What is counted of each day (UTC): scope '' is everybody, any other one client.
  await sql`
    create table spend (
      day date not null,
      scope text not null default '',
      usd numeric(12, 6) not null check (usd >= 0),
      primary key (day, scope)
    )`.execute(db);

  // What each edit adds to it: reserved before a paid submit, corrected once it is known what that cost.
  await sql`
    create table spend_reservations (
      edit_id uuid not null references edits (id) on delete cascade,
      number smallint not null check (number >= 1),
      day date not null,
      scope text check (scope <> ''),
      price_usd numeric(12, 6) not null check (price_usd > 0),
      usd numeric(12, 6) not null check (usd >= 0),
      created_at timestamptz not null default now(),
      settled_at timestamptz,
      primary key (edit_id, number)
    )`.execute(db);
  await sql`
    create unique index spend_reservations_one_open on spend_reservations (edit_id)
    where settled_at is null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table spend_reservations`.execute(db);
  await sql`drop table spend`.execute(db);
}
