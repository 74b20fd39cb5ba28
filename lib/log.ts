import { AppError } from "./errors";

type Fields = Record<string, unknown>;

/** One JSON line per event: no prompt, address or secret belongs in `fields`. */
export type Log = {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  error(message: string, fields?: Fields): void;
};

/** Name, message, code, stack and causes of an error, as data; JSON-encoding keeps line breaks out of the log. */
export function describeError(error: unknown, depth = 0): unknown {
  if (!(error instanceof Error)) return String(error);
  return {
    name: error.name,
    message: error.message,
    ...(error instanceof AppError ? { code: error.code } : {}),
    stack: error.stack,
    ...(error.cause !== undefined && depth < 5 ? { cause: describeError(error.cause, depth + 1) } : {}),
  };
}

/** A log that writes to `write`, by default to the standard output. */
export function createLog(write: (line: string) => void = (line) => process.stdout.write(`${line}\n`)): Log {
  const line =
    (level: string) =>
    (message: string, fields: Fields = {}): void => {
      const data = Object.fromEntries(
        Object.entries(fields).map(([key, value]) => [key, value instanceof Error ? describeError(value) : value]),
      );
      write(JSON.stringify({ time: new Date().toISOString(), level, message, ...data }));
    };
  return { info: line("info"), warn: line("warn"), error: line("error") };
}
