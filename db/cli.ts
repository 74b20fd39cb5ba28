import { existsSync } from "node:fs";
import path from "node:path";
import { type DatabaseHandle, openDatabase } from "./client";
import { DatabaseInUseError } from "./embedded/folder-lock";
import { migrate, rollback } from "./migrations/migrate";
import { MigrationError } from "./migrations/migration";
import { type MigrationStatus, migrationStatus } from "./migrations/history";
import { validateSchema } from "./migrations/validate";
import { rebuildAnalytics } from "./queries/analytics-rebuild";
import { EnvError, readSection } from "@/lib/config/section";
import { dataConfig, type DataConfig } from "./config";

const USAGE = `Usage:
  db:migrate             apply every pending migration
  db:rollback            undo the latest migration (the data in what it made is lost)
  db:rollback -- NAME    undo everything after NAME
  db:rollback -- --all   undo everything
  db:status              list the migrations; exit 1 when one is pending or changed
  analytics:rebuild      count what the analytics show anew, from the edits that there are
  db:validate            compare the schema with the migrations; exit 1 when they differ`;

const SENTENCES: Record<MigrationStatus["state"], string> = {
  applied: "applied",
  pending: "pending",
  changed: "applied, but CHANGED since",
  unknown: "applied by another release",
};

/** Runs one command; answers the exit code: 0 fine, 1 not fine, 2 not understood. */
async function run(args: readonly string[]): Promise<number> {
  const [command, argument] = args;
  const work = command === undefined ? undefined : commands.get(command);
  if (work === undefined) {
    say(USAGE);
    return 2;
  }
  const env = readSection(dataConfig, process.env);
  const handle = await open(env);
  try {
    say(`${handle.kind} database, schema ${handle.schema} (${env.environment})`);
    return await work(handle, env, argument);
  } finally {
    await handle.close();
  }
}

type Command = (handle: DatabaseHandle, env: DataConfig, argument: string | undefined) => Promise<number>;

const commands = new Map<string, Command>([
  [
    "migrate",
    async (handle, env) => {
      const applied = await migrate(handle, { environment: env.environment });
      say(applied.length === 0 ? "Nothing to do: every migration is applied." : `Applied ${applied.join(", ")}.`);
      return 0;
    },
  ],
  [
    "rollback",
    async (handle, _env, argument) => {
      const undone = await rollback(
        handle,
        argument === undefined ? {} : { to: argument === "--all" ? null : argument },
      );
      say(undone.length === 0 ? "Nothing to undo." : `Undid ${undone.join(", ")}.`);
      return 0;
    },
  ],
  [
    "status",
    async (handle) => {
      const status = await migrationStatus(handle);
      for (const { name, state, appliedAt, environment } of status) {
        const when = appliedAt === null ? "" : ` (${appliedAt.toISOString()}, ${environment ?? ""})`;
        say(`${name}: ${SENTENCES[state]}${when}`);
      }
      return status.some(({ state }) => state === "pending" || state === "changed") ? 1 : 0;
    },
  ],
  [
    "count-anew",
    async (handle) => {
      const { facts, days } = await rebuildAnalytics(handle.db, handle.schema);
      say(`Counted ${facts} edits of ${days} days.`);
      return 0;
    },
  ],
  [
    "validate",
    async (handle) => {
      const problems = await validateSchema(handle);
      for (const problem of problems) say(problem);
      say(
        problems.length === 0
          ? "The schema is what the migrations give."
          : `${problems.length} difference${problems.length === 1 ? "" : "s"}.`,
      );
      return problems.length === 0 ? 0 : 1;
    },
  ],
]);

/** Migrations go past a transaction pooler where its address is known. */
function open(env: DataConfig): Promise<DatabaseHandle> {
  const { dataDir, schema } = env;
  const database = env.database.kind === "pglite" ? env.database : { ...env.database, url: env.database.migrationUrl };
  if (database.kind === "pglite" && !existsSync(path.join(dataDir, "db"))) say(`A new embedded database in ${dataDir}`);
  return openDatabase({ database, dataDir, schema, migrateEmbedded: false, unhurried: true });
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Our own errors are sentences for the operator; of others only the message, which names no password. */
function explain(error: unknown): string {
  if (error instanceof EnvError) return `The environment is not right: ${error.message}`;
  if (error instanceof MigrationError || error instanceof DatabaseInUseError) return error.message;
  if (error instanceof AggregateError) return error.errors.map(explain).join("; ");
  return error instanceof Error ? `The database answers: ${error.message}` : String(error);
}

run(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${explain(error)}\n`);
    process.exitCode = 1;
  },
);
