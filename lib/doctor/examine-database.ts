import type { Env } from "@/lib/config/env";
import type { probes } from "@/lib/services";
import { checkFolder } from "./check-folder";
import { type Examination, ok, Unwell } from "./finding";
import { plainReason } from "./plain-reason";

/** Oldest PostgreSQL that the product is made for. */
const OLDEST = 15;

type Looks = Pick<typeof probes, "findFolderHolder" | "inspectServer">;

/** The database: a server is connected to; of an embedded one the folder is looked at, never opened. */
export function examineDatabase(env: Env, looks: Looks): Examination[] {
  const { database, dataDir } = env;
  if (database.kind === "pglite") return [embedded(dataDir, looks)];
  const remedy = "Look at DATABASE_URL (and DATABASE_URL_UNPOOLED, if it is set).";
  return [{ subject: "PostgreSQL", remedy, look: () => lookAtServer({ ...env, database }, looks) }];
}

function embedded(dataDir: string, { findFolderHolder }: Looks): Examination {
  return {
    subject: `The embedded database in ${dataDir}`,
    remedy: "Make the folder writable, or choose another with DATA_DIR.",
    look: async () => {
      await checkFolder(dataDir);
      const holder = await findFolderHolder(dataDir);
      const use = holder === null ? "not in use right now" : `in use by process ${holder.pid}, so it was left alone`;
      const todo = "DATABASE_URL and APP_SECRET turn PostgreSQL on.";
      return { state: "not set", found: `Embedded (PGlite), kept in ${dataDir}, ${use}; nothing to check.`, todo };
    },
  };
}

type Server = Exclude<Env["database"], { kind: "pglite" }>;

async function lookAtServer(env: Env & { database: Server }, { inspectServer }: Looks) {
  const { database, dataDir, schema } = env;
  const { version, migrations, refusedHosts } = await inspectServer({ database, dataDir, schema });
  if (database.migrationUrl !== database.url) {
    const direct = { ...database, url: database.migrationUrl };
    await inspectServer({ database: direct, dataDir, schema }).catch((error: unknown) => {
      throw new Unwell(`over DATABASE_URL_UNPOOLED, ${plainReason(error)}`);
    });
  }
  if (Number.parseInt(version, 10) < OLDEST) throw new Unwell(`its version is ${version}, and ${OLDEST} is the oldest`);
  const inState = (wanted: string): string[] =>
    migrations.filter(({ state }) => state === wanted).map(({ name }) => name);
  const [pending, changed, unknown] = [inState("pending"), inState("changed"), inState("unknown")];
  if (changed.length > 0) throw new Unwell(`${changed.join(", ")} changed after it was applied (npm run db:validate)`);
  const driver = database.kind === "neon" ? " over Neon's driver" : "";
  const answers = `PostgreSQL ${version} answers${driver}; schema ${schema}`;
  if (pending.length > 0)
    return ok(
      `${answers}, ${pending.length} of ${migrations.length} migrations pending.`,
      "npm start applies them, and so does npm run db:migrate.",
    );
  if (unknown.length > 0) return ok(`${answers}, which a newer release has migrated already.`);
  const refused =
    refusedHosts.length === 0
      ? null
      : `Paid results of the last day were not taken from ${refusedHosts.join(", ")}: if that is yours, name it with BFL_RESULT_HOSTS; then "check again" brings them.`;
  return ok(`${answers}, all ${migrations.length} migrations applied.`, refused);
}
