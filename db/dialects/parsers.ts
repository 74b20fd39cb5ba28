/**
 * How values of these PostgreSQL types (by oid) are read, the same with every driver: what JavaScript
 * numbers or dates cannot hold stays text (`int8`, `numeric`, `date`, `interval`).
 */
export const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  20: (text) => text, // int8
  114: (text): unknown => JSON.parse(text), // json
  1082: (text) => text, // date, YYYY-MM-DD
  1184: (text) => new Date(text), // timestamptz
  1186: (text) => text, // interval
  1700: (text) => text, // numeric
  3802: (text): unknown => JSON.parse(text), // jsonb
};

type TypeParsers = { getTypeParser(oid: number, format?: "text" | "binary"): unknown };

/** Our parsers before those of a driver, as `types` of its pool. */
export function withParsers(driver: TypeParsers): TypeParsers {
  return { getTypeParser: (oid, format) => parsers[oid] ?? driver.getTypeParser(oid, format) };
}
