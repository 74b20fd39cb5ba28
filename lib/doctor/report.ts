import type { Finding } from "./finding";

const STATE_WIDTH = 8;
const PART_WIDTH = 8;

/** The findings as lines for a terminal: state, part, what was found; below it what to do. */
export function report(findings: readonly Finding[]): string {
  const indent = " ".repeat(STATE_WIDTH + PART_WIDTH + 4);
  const lines = findings.flatMap(({ state, part, found, todo }) => [
    `${state.padEnd(STATE_WIDTH)}  ${part.padEnd(PART_WIDTH)}  ${found}`,
    ...(todo === null ? [] : [indent + todo]),
  ]);
  const failing = findings.filter(({ state }) => state === "FAILS").length;
  const sum =
    failing === 0
      ? "Everything that is configured works."
      : `${failing} of these ${failing === 1 ? "does" : "do"} not work.`;
  return [...lines, "", sum].join("\n");
}
