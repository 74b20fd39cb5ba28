import { type Kysely, sql } from "kysely";

// What the analytics count. A fact says of one ended edit what is counted of it; the tables beside it hold the sums of
// all facts. Triggers bring both up to date when a transaction commits, whatever it was that ended the edit, gave
// feedback or set a cost right, and whichever release ran: a fact and its sums are written together or not at all, and
// a second time changes nothing.

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table edits add column kinds text[] not null default '{}'`.execute(db);
  await sql`
    alter table edit_feedback
      add column sentiment text check (sentiment in ('negative', 'neutral', 'positive')),
      add column themes text[] not null default '{}'`.execute(db);
  await createFacts(db);
  await createSums(db);
  await createCounting(db);
  await sql`select analytics_count_facts('00000000-0000-0000-0000-000000000000', 2147483647)`.execute(db);
  await sql`select analytics_count_pictures()`.execute(db);
  await sql`select analytics_count_day(day) from (select distinct day from edit_facts) as days`.execute(db);
  await createTriggers(db);
}

async function createFacts(db: Kysely<unknown>): Promise<void> {
  // No words, no pictures and nobody's name; kept when the edit is deleted.
  await sql`
    create table edit_facts (
      edit_id uuid primary key,
      picture_id uuid not null,
      day date not null,
      editor text not null,
      model text not null,
      kind text not null,
      kinds text[] not null,
      outcome text not null,
      follow_up boolean not null,
      asked_at timestamptz not null,
      ended_at timestamptz not null,
      cost_usd numeric(12, 6) not null,
      rating smallint,
      sentiment text,
      themes text[] not null,
      has_text boolean not null,
      queue_ms integer,
      enhance_ms integer,
      image_ms integer,
      upload_ms integer,
      total_ms integer
    )`.execute(db);
  await sql`create index edit_facts_picture on edit_facts (picture_id)`.execute(db);
  await sql`create index edit_facts_day on edit_facts (day, ended_at)`.execute(db);
}

/** Milliseconds of a completed edit from one time to another. */
const stageMs = (from: string, to: string): string =>
  `case when e.status = 'completed' then least(greatest(extract(epoch from ${to} - ${from}) * 1000, 0), 2e9)::integer end`;

/** The facts of ended edits as their rows are now, in the order of the columns of `edit_facts`. */
const FACTS_NOW = `
  select e.id, e.picture_id, (e.finished_at at time zone 'utc')::date, coalesce(e.editor, ''), coalesce(e.model, ''),
    case cardinality(e.kinds) when 0 then '' when 1 then e.kinds[1] else 'several' end, e.kinds,
    case e.status when 'failed' then e.error_code else e.status end,
    e.version > 1, e.created_at, e.finished_at,
    coalesce((select sum(r.usd) from spend_reservations as r where r.edit_id = e.id), 0)::numeric(12, 6),
    f.rating, f.sentiment, coalesce(f.themes, '{}'), f.feedback_text is not null,
    ${stageMs("e.created_at", "e.enhancing_started_at")},
    ${stageMs("e.enhancing_started_at", "e.processing_started_at")},
    ${stageMs("e.processing_started_at", "e.uploading_started_at")},
    ${stageMs("e.uploading_started_at", "e.finished_at")},
    ${stageMs("e.created_at", "e.finished_at")}
  from edits as e left join edit_feedback as f on f.edit_id = e.id
  where e.status in ('completed', 'failed', 'canceled')`;

async function createSums(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table analytics_usage (
      day date not null, editor text not null, model text not null, kind text not null, outcome text not null,
      edits integer not null, follow_ups integer not null, cost_usd numeric(16, 6) not null,
      rated_up integer not null, rated_down integer not null,
      primary key (day, editor, model, kind, outcome)
    )`.execute(db);
  // A bucket of times: from 1.05/0.95 to the power of its number up to the next, in milliseconds.
  await sql`
    create table analytics_times (
      day date not null, editor text not null, model text not null, kind text not null, stage text not null,
      bucket smallint not null, edits integer not null,
      primary key (day, editor, model, kind, stage, bucket)
    )`.execute(db);
  await sql`
    create table analytics_kinds (
      day date not null, kind text not null, editor text not null,
      edits integer not null, completed integer not null, rated_up integer not null, rated_down integer not null,
      primary key (day, kind, editor)
    )`.execute(db);
  // Texts of feedback; theme '' is all of them.
  await sql`
    create table analytics_words (
      day date not null, rating smallint not null, sentiment text not null, theme text not null,
      texts integer not null,
      primary key (day, rating, sentiment, theme)
    )`.execute(db);
  // A session is the span of one picture's edits, from the first wish to the last end; its day is that of the first.
  await sql`
    create table picture_facts (
      picture_id uuid primary key,
      day date, edits integer not null default 0, first_at timestamptz, last_at timestamptz
    )`.execute(db);
  await sql`create index picture_facts_day on picture_facts (day)`.execute(db);
  await sql`
    create table analytics_sessions (
      day date not null, bucket smallint not null,
      pictures integer not null, edits integer not null, span_ms bigint not null,
      primary key (day, bucket)
    )`.execute(db);
}

const BUCKET = (ms: string): string => `floor(ln(greatest(${ms}, 1)) / ln(1.05::float8 / 0.95))::smallint`;

/**
 * Statements that add facts to the sums. `source`: rows of `edit_facts` with a `sign`. Each takes its rows in one order,
 * and they follow each other in one order, so that no two transactions wait for each other.
 */
const addFacts = (source: string): string => `
  insert into analytics_usage as s
  select day, editor, model, kind, outcome, sum(sign), sum(sign * follow_up::int), sum(sign * cost_usd),
    sum(case when rating = 1 then sign else 0 end), sum(case when rating = 0 then sign else 0 end)
  from ${source} group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5
  on conflict (day, editor, model, kind, outcome) do update set edits = s.edits + excluded.edits,
    follow_ups = s.follow_ups + excluded.follow_ups, cost_usd = s.cost_usd + excluded.cost_usd,
    rated_up = s.rated_up + excluded.rated_up, rated_down = s.rated_down + excluded.rated_down;

  insert into analytics_times as s
  select day, editor, model, kind, stage, ${BUCKET("ms")}, sum(sign)
  from ${source} cross join lateral (values ('queue', queue_ms), ('enhance', enhance_ms), ('image', image_ms),
    ('upload', upload_ms), ('total', total_ms)) as taken (stage, ms)
  where ms is not null group by 1, 2, 3, 4, 5, 6 having sum(sign) <> 0 order by 1, 2, 3, 4, 5, 6
  on conflict (day, editor, model, kind, stage, bucket) do update set edits = s.edits + excluded.edits;

  insert into analytics_kinds as s
  select day, each, editor, sum(sign), sum(case when outcome = 'completed' then sign else 0 end),
    sum(case when rating = 1 then sign else 0 end), sum(case when rating = 0 then sign else 0 end)
  from ${source} cross join lateral unnest(kinds) as each group by 1, 2, 3 order by 1, 2, 3
  on conflict (day, kind, editor) do update set edits = s.edits + excluded.edits,
    completed = s.completed + excluded.completed, rated_up = s.rated_up + excluded.rated_up,
    rated_down = s.rated_down + excluded.rated_down;

  insert into analytics_words as s
  select day, rating, coalesce(sentiment, ''), theme, sum(sign)
  from ${source} cross join lateral unnest(array_append(themes, '')) as theme
  where has_text and rating is not null group by 1, 2, 3, 4 having sum(sign) <> 0 order by 1, 2, 3, 4
  on conflict (day, rating, sentiment, theme) do update set texts = s.texts + excluded.texts;`;

/** The same for sessions. `source`: rows of `picture_facts` with a `sign`. */
const addSessions = (source: string): string => `
  insert into analytics_sessions as s
  select day, ${BUCKET("span")}, sum(sign), sum(sign * edits), sum(sign * span)
  from (select *, (greatest(extract(epoch from last_at - first_at), 0) * 1000)::bigint as span from ${source}) as spans
  where edits > 0 group by 1, 2 order by 1, 2
  on conflict (day, bucket) do update set pictures = s.pictures + excluded.pictures,
    edits = s.edits + excluded.edits, span_ms = s.span_ms + excluded.span_ms;`;

async function createCounting(db: Kysely<unknown>): Promise<void> {
  // Whoever counts an edit holds its picture first, so that edits of one picture are counted one after the other.
  await sql`
    create function analytics_count_edit(changed uuid) returns void language plpgsql as $$
    declare
      picture uuid;
      was edit_facts;
      becomes edit_facts;
      session_was picture_facts;
      session_becomes picture_facts;
    begin
      select picture_id into picture from edits where id = changed;
      if picture is null then return; end if;
      select * into session_was from picture_facts where picture_id = picture for update;
      if not found then
        insert into picture_facts (picture_id) values (picture) on conflict do nothing;
        select * into session_was from picture_facts where picture_id = picture for update;
      end if;
      select * into was from edit_facts where edit_id = changed;
      ${sql.raw(FACTS_NOW.replace("\n  from", "\n  into becomes from"))} and e.id = changed;
      if was is not distinct from becomes then return; end if;
      delete from edit_facts where edit_id = changed;
      if becomes.edit_id is not null then insert into edit_facts values (becomes.*); end if;
      ${sql.raw(addFacts("(select -1 as sign, (was).* where was.edit_id is not null union all select 1, (becomes).* where becomes.edit_id is not null) as c"))}

      update picture_facts as p set (day, edits, first_at, last_at) = (
        select (min(asked_at) at time zone 'utc')::date, count(*), min(asked_at), max(ended_at)
        from edit_facts where picture_id = picture)
      where p.picture_id = picture returning * into session_becomes;
      if session_was is not distinct from session_becomes then return; end if;
      ${sql.raw(addSessions("(select -1 as sign, (session_was).* union all select 1, (session_becomes).*) as c"))}
    end $$`.execute(db);
  // For the command that counts anew: facts of the next edits by their ids, and the last of these.
  await sql`
    create function analytics_count_facts(after uuid, most integer) returns uuid
    language plpgsql set search_path from current as $$
    declare
      up_to uuid;
    begin
      select id into up_to from (select id from edits where id > after order by id limit most) as batch
      order by id desc limit 1;
      if up_to is null then return null; end if;
      delete from edit_facts as known using edits where edits.id = known.edit_id and known.edit_id > after and known.edit_id <= up_to;
      insert into edit_facts ${sql.raw(FACTS_NOW)} and e.id > after and e.id <= up_to;
      return up_to;
    end $$`.execute(db);
  await sql`
    create function analytics_count_pictures() returns void language plpgsql set search_path from current as $$
    begin
      delete from picture_facts;
      insert into picture_facts (picture_id, day, edits, first_at, last_at)
      select picture_id, (min(asked_at) at time zone 'utc')::date, count(*), min(asked_at), max(ended_at)
      from edit_facts group by picture_id;
    end $$`.execute(db);
  await sql`
    create function analytics_count_day(that date) returns void language plpgsql set search_path from current as $$
    begin
      delete from analytics_usage where day = that;
      delete from analytics_times where day = that;
      delete from analytics_kinds where day = that;
      delete from analytics_words where day = that;
      delete from analytics_sessions where day = that;
      ${sql.raw(addFacts("(select 1 as sign, f.* from edit_facts as f where f.day = that) as c"))}
      ${sql.raw(addSessions("(select 1 as sign, p.* from picture_facts as p where p.day = that) as c"))}
    end $$`.execute(db);
}

async function createTriggers(db: Kysely<unknown>): Promise<void> {
  for (const [name, id] of [
    ["analytics_edit_changed", "new.id"],
    ["analytics_part_changed", "new.edit_id"],
    ["analytics_part_deleted", "old.edit_id"],
  ])
    await sql`
      create function ${sql.id(name ?? "")}() returns trigger language plpgsql set search_path from current as $$
      begin
        perform analytics_count_edit(${sql.raw(id ?? "")});
        return null;
      end $$`.execute(db);
  // At the commit, so that the sums are held for a moment only and after everything else that others wait for.
  await sql`
    create constraint trigger edits_counted after update of status on edits deferrable initially deferred
    for each row when (old.status is distinct from new.status
      and (old.status = 'failed' or new.status in ('completed', 'failed', 'canceled')))
    execute function analytics_edit_changed()`.execute(db);
  await sql`
    create constraint trigger spend_reservations_counted after update of usd on spend_reservations
    deferrable initially deferred for each row when (old.usd is distinct from new.usd)
    execute function analytics_part_changed()`.execute(db);
  await sql`
    create constraint trigger edit_feedback_counted after insert on edit_feedback deferrable initially deferred
    for each row execute function analytics_part_changed()`.execute(db);
  // Of an edit that is gone as well, since its time was over, what was counted stays.
  await sql`
    create constraint trigger edit_feedback_uncounted after delete on edit_feedback deferrable initially deferred
    for each row execute function analytics_part_deleted()`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop trigger edit_feedback_uncounted on edit_feedback`.execute(db);
  await sql`drop trigger edit_feedback_counted on edit_feedback`.execute(db);
  await sql`drop trigger spend_reservations_counted on spend_reservations`.execute(db);
  await sql`drop trigger edits_counted on edits`.execute(db);
  for (const name of ["analytics_part_deleted", "analytics_part_changed", "analytics_edit_changed"])
    await sql`drop function ${sql.id(name)}()`.execute(db);
  await sql`drop function analytics_count_edit(uuid)`.execute(db);
  await sql`drop function analytics_count_day(date)`.execute(db);
  await sql`drop function analytics_count_pictures()`.execute(db);
  await sql`drop function analytics_count_facts(uuid, integer)`.execute(db);
  for (const table of ["sessions", "words", "kinds", "times", "usage"])
    await sql`drop table ${sql.id(`analytics_${table}`)}`.execute(db);
  await sql`drop table picture_facts`.execute(db);
  await sql`drop table edit_facts`.execute(db);
  await sql`alter table edit_feedback drop column themes, drop column sentiment`.execute(db);
  await sql`alter table edits drop column kinds`.execute(db);
}
