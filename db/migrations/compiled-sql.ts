import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";

/**
 * The statements that a function executes, as compiled, without a database: every query answers no rows.
 * Taken from what is run rather than from the source, so that bundling changes nothing.
 */
export async function compiledSql(run: (db: Kysely<unknown>) => Promise<void>): Promise<string[]> {
  const statements: string[] = [];
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (inner) => new PostgresIntrospector(inner),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: (event) => {
      const { sql, parameters } = event.query;
      statements.push(parameters.length === 0 ? sql : `${sql} -- ${JSON.stringify(parameters)}`);
    },
  });
  await run(db);
  return statements;
}
