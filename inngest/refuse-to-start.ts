/** Ends the process with a sentence for the operator, not a stack. */
export function refuseToStart(error: unknown): never {
  const { message = String(error), code = "" } = error as { message?: string; code?: string };
  process.stderr.write(`Mizual cannot start: ${[message, code].filter((part) => part !== "").join(" ")}\n`);
  process.exit(1);
}
