import type { CompiledQuery } from "kysely";
import type { Db } from "../client";

/**
 * A statement that is built and compiled once for each view of the database (a transaction is one of
 * its own) and executed with parameters in the place of those that it is built with.
 */
export function compiledOnce<Row>(
  build: (db: Db) => { compile(): CompiledQuery<Row> },
): (db: Db, parameters: readonly unknown[]) => Promise<Row[]> {
  const compiled = new WeakMap<Db, CompiledQuery<Row>>();
  return async (db, parameters) => {
    const statement = compiled.get(db) ?? build(db).compile();
    compiled.set(db, statement);
    const { rows } = await db.executeQuery<Row>({ ...statement, parameters });
    return rows;
  };
}
