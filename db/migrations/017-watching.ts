import { type Kysely, sql } from "kysely";

// What watching needs: where a trace goes on when an edit is sent again, what is told of by alerts, and a quick look at
// the edits that ended last.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table outbox add column trace text`.execute(db);
  await sql`
    create table alerts (
      rule text not null,
      subject text not null,
      detail text not null,
      since timestamptz not null default now(),
      seen_at timestamptz not null default now(),
      over_at timestamptz,
      tried_at timestamptz,
      told_at timestamptz,
      primary key (rule, subject)
    )`.execute(db);
  await sql`create index edits_ended on edits (finished_at) where status in ('completed', 'failed')`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index edits_ended`.execute(db);
  await sql`drop table alerts`.execute(db);
  await sql`alter table outbox drop column trace`.execute(db);
}
