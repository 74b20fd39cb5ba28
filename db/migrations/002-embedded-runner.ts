import { type Kysely, sql } from "kysely";

// State of the embedded runner. `json`, not `jsonb`: "\u0000" occurs in results.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table runner_events (
      id text primary key,
      name text not null,
      data json not null,
      ts timestamptz not null,
      received_at timestamptz not null default now()
    )`.execute(db);
  await sql`create index runner_events_age on runner_events (received_at)`.execute(db);

  await sql`
    create table runner_runs (
      id text primary key,
      function_id text not null,
      event_id text not null,
      event json not null,
      status text not null default 'running' check (status in ('running', 'completed', 'failed', 'canceled')),
      output json,
      error json,
      replay_of text,
      created_at timestamptz not null default now(),
      finished_at timestamptz
    )`.execute(db);
  await sql`create unique index runner_runs_once on runner_runs (function_id, event_id) where replay_of is null`.execute(
    db,
  );
  await sql`create index runner_runs_running on runner_runs (function_id) where status = 'running'`.execute(db);
  await sql`create index runner_runs_finished on runner_runs (finished_at) where finished_at is not null`.execute(db);

  await sql`
    create table runner_steps (
      run_id text not null references runner_runs (id) on delete cascade,
      id text not null,
      position integer not null,
      name text not null,
      state json not null,
      created_at timestamptz not null default now(),
      primary key (run_id, id)
    )`.execute(db);

  // One job is one call of a function, or the end of a sleep beside other steps. `owner` names one claim;
  // `lease_until` in the past: whoever held it died.
  await sql`
    create table runner_jobs (
      id bigint generated always as identity primary key,
      run_id text not null references runner_runs (id) on delete cascade,
      function_id text not null,
      kind text not null default 'call' check (kind in ('call', 'sleep')),
      step_id text not null default 'step',
      attempt integer not null default 0,
      deaths integer not null default 0,
      due_at timestamptz not null default now(),
      owner text,
      lease_until timestamptz
    )`.execute(db);
  await sql`create index runner_jobs_due on runner_jobs (due_at, id)`.execute(db);
  await sql`create index runner_jobs_leased on runner_jobs (function_id, lease_until) where owner is not null`.execute(
    db,
  );
  await sql`create index runner_jobs_run on runner_jobs (run_id)`.execute(db);

  // The latest slot of each cron trigger that a run was started for, whoever started it.
  await sql`
    create table runner_schedules (
      function_id text not null,
      cron text not null,
      last_slot timestamptz not null,
      primary key (function_id, cron)
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ["runner_schedules", "runner_jobs", "runner_steps", "runner_runs", "runner_events"]) {
    await sql`drop table ${sql.id(table)}`.execute(db);
  }
}
