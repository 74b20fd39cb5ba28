/** A table with aligned columns; numbers with three significant digits. */
export function printTable(head: readonly string[], rows: ReadonlyArray<ReadonlyArray<string | number>>): void {
  const cells = [head, ...rows].map((row) => row.map((cell) => (typeof cell === "number" ? number(cell) : cell)));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  for (const row of cells) {
    console.log(
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ")}`,
    );
  }
}

/** Every single measurement, so that a median can be doubted. */
export function printRaw(name: string, values: readonly number[]): void {
  console.log(`  raw ${name}: ${values.map(number).join(" ")}`);
}

function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value !== 0 && Math.abs(value) < 100) return value.toPrecision(3);
  return String(Math.round(value));
}
