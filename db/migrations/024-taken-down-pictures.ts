import { type Kysely, sql } from "kysely";

// Which pictures were of what was taken down, by their keys: who asks for one is told. The keys of an edit are made of its
// id, as `pictureKeys` makes them; those of edits that were taken down before are added here.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table taken_down_pictures (
      key text primary key,
      edit_id uuid not null references edits (id) on delete cascade
    )`.execute(db);
  await sql`create index taken_down_pictures_edit on taken_down_pictures (edit_id)`.execute(db);
  await sql`
    insert into taken_down_pictures (key, edit_id)
    select left(encode(sha256(convert_to(kind || id::text, 'UTF8')), 'hex'), 32) || '.' || extension, id
    from edits, (values
      ('original', 'jpg'), ('original', 'webp'), ('original', 'png'),
      ('result', 'jpg'), ('result', 'webp'), ('result', 'png'),
      ('original_preview', 'webp'), ('original_thumbnail', 'webp'), ('preview', 'webp'), ('thumbnail', 'webp')
    ) as pictures (kind, extension)
    where taken_down_at is not null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table taken_down_pictures`.execute(db);
}
