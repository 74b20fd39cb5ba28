import { type Kysely, sql } from "kysely";

// What a provider said when an attempt failed, for an operator who may look; it may quote the person, and goes with the edit.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table edit_attempts add column provider_words text
    check (char_length(provider_words) between 1 and 200)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table edit_attempts drop column provider_words`.execute(db);
}
