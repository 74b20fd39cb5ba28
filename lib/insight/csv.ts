/** What a spreadsheet takes for the beginning of a formula, also after what it passes over, and in wide letters. */
const FORMULA = /^[\s\0]*[=+\-@\t\r＝＋－＠]/;

/** A plain number, which is no formula although it may begin with a minus. */
const NUMBER = /^-?\d+(\.\d+)?$/;

/**
 * A table as CSV (RFC 4180), the first row its heads. A cell that a spreadsheet would take for a formula begins with an
 * apostrophe: it is shown and never carried out.
 */
export function toCsv(rows: ReadonlyArray<ReadonlyArray<string | number | null>>): string {
  return rows.map((cells) => `${cells.map(cellOf).join(",")}\r\n`).join("");
}

function cellOf(cell: string | number | null): string {
  if (cell === null) return "";
  if (typeof cell === "number") return String(cell);
  const safe = FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
