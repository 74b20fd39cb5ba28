import { type Kysely, sql } from "kysely";

export async function up(db: Kysely<unknown>): Promise<void> {
  // Why this editor makes the edit: asked for, first in order, or in the place of another that could not.
  await sql`
    alter table edits
      add column editor_reason text check (editor_reason in ('asked', 'preferred', 'fallback')),
      add column editor_reason_code text,
      add column editor_instead_of text`.execute(db);

  // waiting_since: queues for a slot at the provider. not_before: the provider asked for this pause.
  // refusals: how often it certainly did not take the edit. task_state: what its last word was.
  // checked_at: a person asked to look at the task once more. hinted_at: the provider called back.
  await sql`
    alter table edit_attempts
      add column waiting_since timestamptz,
      add column not_before timestamptz,
      add column refusals smallint not null default 0,
      add column task_state text check (task_state in ('ready', 'failed')),
      add column checked_at timestamptz,
      add column hinted_at timestamptz`.execute(db);
  await sql`create index edit_attempts_ended on edit_attempts (editor, finished_at) where outcome is not null`.execute(
    db,
  );

  // Results that are paid for and that the picture store did not take yet.
  await sql`
    create table parked_results (
      attempt_id uuid primary key references edit_attempts (id) on delete cascade,
      edit_id uuid not null references edits (id) on delete cascade,
      bytes bytea not null check (octet_length(bytes) between 1 and 31457280),
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index parked_results_edit on parked_results (edit_id)`.execute(db);
  await sql`create index parked_results_age on parked_results (created_at)`.execute(db);

  // A failed edit whose result may still come goes back to where it waited for it.
  await sql`
    create or replace function edits_check_move() returns trigger language plpgsql as $$
    begin
      if new.status is distinct from old.status and not (
        (old.status = 'pending' and new.status in ('enhancing_prompt', 'failed', 'canceled')) or
        (old.status = 'enhancing_prompt' and new.status in ('processing_image', 'failed', 'canceled')) or
        (old.status = 'processing_image' and new.status in ('uploading_result', 'failed', 'canceled')) or
        (old.status = 'uploading_result' and new.status in ('completed', 'failed', 'canceled')) or
        (old.status = 'failed' and new.status in ('enhancing_prompt', 'processing_image')
          and new.replays = old.replays + 1)
      ) then
        raise exception 'edit % may not move from % to %', old.id, old.status, new.status
          using errcode = 'check_violation', constraint = 'edits_legal_move';
      end if;
      return new;
    end $$`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function edits_check_move() returns trigger language plpgsql as $$
    begin
      if new.status is distinct from old.status and not (
        (old.status = 'pending' and new.status in ('enhancing_prompt', 'failed', 'canceled')) or
        (old.status = 'enhancing_prompt' and new.status in ('processing_image', 'failed', 'canceled')) or
        (old.status = 'processing_image' and new.status in ('uploading_result', 'failed', 'canceled')) or
        (old.status = 'uploading_result' and new.status in ('completed', 'failed', 'canceled')) or
        (old.status = 'failed' and new.status = 'enhancing_prompt' and new.replays = old.replays + 1)
      ) then
        raise exception 'edit % may not move from % to %', old.id, old.status, new.status
          using errcode = 'check_violation', constraint = 'edits_legal_move';
      end if;
      return new;
    end $$`.execute(db);
  await sql`drop table parked_results`.execute(db);
  await sql`drop index edit_attempts_ended`.execute(db);
  await sql`
    alter table edit_attempts
      drop column waiting_since,
      drop column not_before,
      drop column refusals,
      drop column task_state,
      drop column checked_at,
      drop column hinted_at`.execute(db);
  await sql`
    alter table edits drop column editor_reason, drop column editor_reason_code, drop column editor_instead_of`.execute(
    db,
  );
}
