import { type Kysely, sql } from "kysely";

// Runs with the target schema as its search_path, inside one transaction.
export async function up(db: Kysely<unknown>): Promise<void> {
  await createEdits(db);
  await createChains(db);
  await createWhatBelongsToAnEdit(db);
  await createWhatComesBefore(db);
}

async function createEdits(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table edits (
      id uuid primary key,
      root_id uuid not null,
      parent_id uuid,
      chain_position smallint not null check (chain_position between 1 and 5),
      parent_position smallint generated always as (chain_position - 1) stored,
      status text not null default 'pending' check (status in
        ('pending', 'enhancing_prompt', 'processing_image', 'uploading_result', 'completed', 'failed', 'canceled')),

      prompt text check (char_length(prompt) between 1 and 2000),
      enhanced_prompt text,
      enhanced boolean not null default false,
      plan json,
      enhance_mode text not null default 'auto' check (enhance_mode in ('auto', 'off')),
      best_effort boolean not null default false,
      requested_editor text,
      editor text,
      model text,

      original_key text,
      original_type text,
      original_width integer,
      original_height integer,
      original_size integer,
      original_sha256 text,
      original_preview_key text,
      original_thumbnail_key text,
      result_key text,
      result_type text,
      result_width integer,
      result_height integer,
      result_size integer,
      result_sha256 text,
      preview_key text,
      thumbnail_key text,

      error_code text,
      error_detail text,
      retryable boolean not null default false,
      charge text not null default 'none' check (charge in ('none', 'possible', 'made')),
      cost_usd numeric(12, 6),
      cost_estimated boolean not null default false,

      owner_hash text,
      client_hash text,
      run_id text,
      heartbeat_at timestamptz,
      dispatch integer not null default 0,
      replays integer not null default 0,

      created_at timestamptz not null default now(),
      stage_started_at timestamptz not null default now(),
      enhancing_started_at timestamptz,
      processing_started_at timestamptz,
      uploading_started_at timestamptz,
      finished_at timestamptz,
      deleted_at timestamptz,

      unique (id, root_id, chain_position),
      foreign key (parent_id, root_id, parent_position) references edits (id, root_id, chain_position),
      check ((parent_id is null) = (chain_position = 1)),
      check (parent_id is not null or root_id = id),
      check ((prompt is null) = (deleted_at is not null)),
      check (status <> 'completed' or result_key is not null or deleted_at is not null),
      check ((status = 'failed') = (error_code is not null)),
      check ((status in ('completed', 'failed', 'canceled')) = (finished_at is not null))
    )`.execute(db);
  await sql`create index edits_root on edits (root_id, chain_position)`.execute(db);
  await sql`create index edits_parent on edits (parent_id) where parent_id is not null`.execute(db);
  await sql`create index edits_unfinished on edits (stage_started_at)
    where status in ('pending', 'enhancing_prompt', 'processing_image', 'uploading_result')`.execute(db);
  await sql`create index edits_usual_time on edits (editor, finished_at) where status = 'completed'`.execute(db);

  // Legal moves only. A replay is the one way out of a final state, and only out of 'failed'.
  await sql`
    create function edits_check_move() returns trigger language plpgsql as $$
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
  await sql`create trigger edits_legal_move before update of status on edits
    for each row execute function edits_check_move()`.execute(db);
}

async function createChains(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table chains (
      root_id uuid primary key references edits (id) on delete cascade,
      deepest_completed smallint not null default 0 check (deepest_completed between 0 and 5),
      expires_at timestamptz not null
    )`.execute(db);
  await sql`create index chains_expiry on chains (expires_at)`.execute(db);

  // Sixteen rows, so that completing edits do not queue for one.
  await sql`
    create table chain_rollup (
      shard smallint primary key check (shard between 0 and 15),
      chains bigint not null default 0,
      length_sum bigint not null default 0
    )`.execute(db);
  await sql`insert into chain_rollup (shard) select generate_series(0, 15)`.execute(db);
}

async function createWhatBelongsToAnEdit(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table edit_attempts (
      id uuid primary key,
      edit_id uuid not null references edits (id) on delete cascade,
      number smallint not null check (number >= 1),
      run_id text not null,
      editor text not null,
      model text,
      sent_at timestamptz,
      provider_id text,
      polling_url text,
      outcome text check (outcome in ('succeeded', 'failed', 'uncertain', 'abandoned')),
      error_code text,
      charge text not null default 'none' check (charge in ('none', 'possible', 'made')),
      cost_usd numeric(12, 6),
      cost_estimated boolean not null default false,
      created_at timestamptz not null default now(),
      finished_at timestamptz,
      unique (edit_id, number)
    )`.execute(db);
  await sql`create unique index edit_attempts_one_open on edit_attempts (edit_id) where outcome is null`.execute(db);
  await sql`create index edit_attempts_open_by_editor on edit_attempts (editor, model) where outcome is null`.execute(
    db,
  );

  await sql`
    create table edit_feedback (
      id bigint generated always as identity primary key,
      edit_id uuid not null unique references edits (id) on delete cascade,
      rating smallint not null check (rating in (0, 1)),
      feedback_text text check (char_length(feedback_text) between 1 and 1000),
      client_hash text,
      created_at timestamptz not null default now(),
      check (rating = 1 or feedback_text is not null)
    )`.execute(db);

  await sql`
    create table idempotency_keys (
      scope text not null,
      key text not null check (char_length(key) between 1 and 255),
      request_hash text not null,
      edit_id uuid not null references edits (id) on delete cascade,
      created_at timestamptz not null default now(),
      primary key (scope, key)
    )`.execute(db);
  await sql`create index idempotency_keys_age on idempotency_keys (created_at)`.execute(db);
  await sql`create index idempotency_keys_edit on idempotency_keys (edit_id)`.execute(db);

  // due_at set: the event of this dispatch is not known to have been taken.
  await sql`
    create table outbox (
      edit_id uuid primary key references edits (id) on delete cascade,
      dispatch integer not null default 1,
      due_at timestamptz default now(),
      sent_at timestamptz
    )`.execute(db);
  await sql`create index outbox_due on outbox (due_at) where due_at is not null`.execute(db);
}

async function createWhatComesBefore(db: Kysely<unknown>): Promise<void> {
  // Objects that are being stored for an edit whose row does not exist yet.
  await sql`
    create table blob_intents (
      key text primary key,
      created_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index blob_intents_age on blob_intents (created_at)`.execute(db);

  await sql`
    create table uploads (
      id uuid primary key,
      key text not null,
      scope text not null,
      size integer not null check (size > 0),
      content_type text not null,
      received_at timestamptz,
      used_at timestamptz,
      created_at timestamptz not null default now(),
      expires_at timestamptz not null
    )`.execute(db);
  await sql`create index uploads_expiry on uploads (expires_at)`.execute(db);

  // Makes the hash of a client's address change every day; kept for two.
  await sql`
    create table client_salts (
      day date primary key,
      salt text not null
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of [
    "client_salts",
    "uploads",
    "blob_intents",
    "outbox",
    "idempotency_keys",
    "edit_feedback",
    "edit_attempts",
    "chain_rollup",
    "chains",
    "edits",
  ]) {
    await sql`drop table ${sql.id(table)}`.execute(db);
  }
  await sql`drop function edits_check_move()`.execute(db);
}
