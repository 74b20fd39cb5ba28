import { type Kysely, sql } from "kysely";

// A failed edit whose picture is stored is taken up where that was, so that nobody makes it again.
export async function up(db: Kysely<unknown>): Promise<void> {
  await checkMoves(db, ["enhancing_prompt", "processing_image", "uploading_result"]);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await checkMoves(db, ["enhancing_prompt", "processing_image"]);
}

async function checkMoves(db: Kysely<unknown>, resumed: readonly string[]): Promise<void> {
  await sql`
    create or replace function edits_check_move() returns trigger language plpgsql as $$
    begin
      if new.status is distinct from old.status and not (
        (old.status = 'pending' and new.status in ('enhancing_prompt', 'failed', 'canceled')) or
        (old.status = 'enhancing_prompt' and new.status in ('processing_image', 'failed', 'canceled')) or
        (old.status = 'processing_image' and new.status in ('uploading_result', 'failed', 'canceled')) or
        (old.status = 'uploading_result' and new.status in ('completed', 'failed', 'canceled')) or
        (old.status = 'failed' and new.status in (${sql.raw(resumed.map((status) => `'${status}'`).join(", "))})
          and new.replays = old.replays + 1)
      ) then
        raise exception 'edit % may not move from % to %', old.id, old.status, new.status
          using errcode = 'check_violation', constraint = 'edits_legal_move';
      end if;
      if new.status is distinct from old.status then
        new.stage_share := 0;
      end if;
      return new;
    end $$`.execute(db);
}
