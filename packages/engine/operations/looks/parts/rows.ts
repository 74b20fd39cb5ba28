/** Rows of numbers, to be read from the top down. */
export type Rows<Row> = (y: number) => Row;

/** Makes rows one after another, each when it is first asked for, in the place of that before the last `kept`. */
export function rollingRows<Row>(kept: number, empty: () => Row, make: (y: number, row: Row) => void): Rows<Row> {
  const spare = empty();
  const rows = Array.from({ length: kept }, empty);
  let made = 0;
  return (y) => {
    for (; made <= y; made++) make(made, rows[made % kept] ?? spare);
    return rows[y % kept] ?? spare;
  };
}
