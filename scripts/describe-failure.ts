import type { TestFailure } from "./read-report";

const MOST_ERRORS = 3;
// A comparison has what was received from its sixth line on.
const MOST_LINES = 11;
const MOST_LETTERS = 200;

/** A failure in a few lines: what the end of a long log has room for. */
export function describeFailure({ name, errors }: TestFailure): string {
  const told = errors.slice(0, MOST_ERRORS).flatMap((error) => {
    const lines = error.split("\n").filter((line) => line.trim() !== "");
    // The last line says where.
    const kept = lines.length > MOST_LINES ? [...lines.slice(0, MOST_LINES - 1), ...lines.slice(-1)] : lines;
    return kept.map((line) => `    ${shortened(line)}`);
  });
  const more = errors.length > MOST_ERRORS ? [`    and ${errors.length - MOST_ERRORS} more errors`] : [];
  return [`  ${name}`, ...told, ...more].join("\n");
}

const shortened = (line: string): string => (line.length > MOST_LETTERS ? `${line.slice(0, MOST_LETTERS)}…` : line);
