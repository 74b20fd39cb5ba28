import { type Kysely, sql } from "kysely";

// When a text is to be judged by somebody who is paid for it. Taken away before it is sent, so that no text is paid for
// twice. How a text sounds is then known later than the text, which counts again what is counted of its edit.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table edit_feedback add column judge_at timestamptz`.execute(db);
  await sql`create index edit_feedback_judge on edit_feedback (judge_at) where judge_at is not null`.execute(db);
  await sql`
    create constraint trigger edit_feedback_judged after update of sentiment, themes on edit_feedback
    deferrable initially deferred for each row
    when (old.sentiment is distinct from new.sentiment or old.themes is distinct from new.themes)
    execute function analytics_part_changed()`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop trigger edit_feedback_judged on edit_feedback`.execute(db);
  await sql`drop index edit_feedback_judge`.execute(db);
  await sql`alter table edit_feedback drop column judge_at`.execute(db);
}
