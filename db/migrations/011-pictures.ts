import { type Kysely, sql } from "kysely";

/** Letters without accents, in lower case: what a search by words compares. */
const FOLDED = "lower(regexp_replace(normalize(prompt, NFKD), E'[\\u0300-\\u036f]+', '', 'g'))";

export async function up(db: Kysely<unknown>): Promise<void> {
  // A picture: all chains that began with one original. `versions`: how many numbers it has given away.
  await sql`
    create table pictures (
      id uuid primary key,
      versions integer not null check (versions >= 0)
    )`.execute(db);
  await sql`
    alter table edits
      add column picture_id uuid,
      add column version integer not null default 0,
      add column words text generated always as (${sql.raw(FOLDED)}) stored`.execute(db);
  await sql`
    update edits set picture_id = root_id, version = numbered.version
    from (select id, row_number() over (partition by root_id order by created_at, id) as version from edits) as numbered
    where numbered.id = edits.id`.execute(db);
  await sql`insert into pictures (id, versions) select picture_id, count(*) from edits group by picture_id`.execute(db);
  await sql`
    alter table edits
      alter column picture_id set not null,
      add constraint edits_version_check check (version >= 1),
      add constraint edits_one_number unique (picture_id, version)`.execute(db);
  // What one browser made, the newest first.
  await sql`create index edits_owner on edits (owner_hash, created_at desc, id desc)
    where deleted_at is null and owner_hash is not null`.execute(db);
  await createNumbers(db);
}

/** The next number of its picture for each new edit, given here so that releases before this one number theirs too. */
async function createNumbers(db: Kysely<unknown>): Promise<void> {
  await sql`
    create function edits_give_number() returns trigger language plpgsql as $$
    begin
      if new.parent_id is not null then
        execute format('select picture_id from %I.edits where id = $1', tg_table_schema)
          using new.parent_id into new.picture_id;
      end if;
      new.picture_id := coalesce(new.picture_id, new.root_id);
      execute format('insert into %I.pictures as p (id, versions) values ($1, 1)
        on conflict (id) do update set versions = p.versions + 1 returning versions', tg_table_schema)
        using new.picture_id into new.version;
      return new;
    end $$`.execute(db);
  await sql`create trigger edits_number before insert on edits
    for each row execute function edits_give_number()`.execute(db);
  await sql`
    create function edits_keep_number() returns trigger language plpgsql as $$
    begin
      if new.version is distinct from old.version or new.picture_id is distinct from old.picture_id then
        raise exception 'edit % keeps its number', old.id
          using errcode = 'check_violation', constraint = 'edits_kept_number';
      end if;
      return new;
    end $$`.execute(db);
  await sql`create trigger edits_kept_number before update of version, picture_id on edits
    for each row execute function edits_keep_number()`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop trigger edits_kept_number on edits`.execute(db);
  await sql`drop trigger edits_number on edits`.execute(db);
  await sql`drop function edits_keep_number()`.execute(db);
  await sql`drop function edits_give_number()`.execute(db);
  await sql`drop index edits_owner`.execute(db);
  await sql`
    alter table edits
      drop constraint edits_one_number,
      drop constraint edits_version_check,
      drop column words,
      drop column version,
      drop column picture_id`.execute(db);
  await sql`drop table pictures`.execute(db);
}
