import { attachDatabasePool, type DbPool } from "@vercel/functions/db-connections";

/** On Vercel, keeps a process awake until its idle connections have ended, so that none dies in its sleep. Elsewhere nothing. */
export function releaseBeforeSleep(pool: DbPool): void {
  attachDatabasePool(pool);
}
