import type { Kysely } from "kysely";
import type { MigrationTarget } from "./migrate";
import { type MigrationSet, orderedMigrations } from "./migration";
import { hasHistory, readHistory } from "./migration-history";

/** `changed`: applied, but its SQL is another now. `unknown`: applied by a release that has more migrations. */
type MigrationState = "applied" | "pending" | "changed" | "unknown";

/** One migration, known or applied; `appliedAt` and `environment` are null while it is pending. */
export type MigrationStatus = {
  name: string;
  state: MigrationState;
  appliedAt: Date | null;
  environment: string | null;
};

/** Every migration that is known or applied, in order. Changes nothing. */
export async function migrationStatus(
  target: MigrationTarget,
  options: { migrations?: MigrationSet } = {},
): Promise<MigrationStatus[]> {
  const db = target.db.withoutPlugins() as Kysely<unknown>;
  const known = new Map((await orderedMigrations(options.migrations)).map(({ name, checksum }) => [name, checksum]));
  const history = (await hasHistory(db, target.schema)) ? await readHistory(db, target.schema) : [];
  const applied = new Map(history.map((row) => [row.name, row]));
  return [...new Set([...known.keys(), ...applied.keys()])].toSorted().map((name) => {
    const row = applied.get(name);
    const state = stateOf(known.get(name), row?.checksum);
    return { name, state, appliedAt: row?.appliedAt ?? null, environment: row?.environment ?? null };
  });
}

function stateOf(known: string | undefined, applied: string | undefined): MigrationState {
  if (applied === undefined) return "pending";
  if (known === undefined) return "unknown";
  return known === applied ? "applied" : "changed";
}
