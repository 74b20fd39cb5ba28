import { AppError } from "@/lib/errors";

/**
 * The named parameters of a request's query; others are ignored.
 * @throws {AppError} `VALIDATION_FAILED` when one of them is given twice.
 */
export function readQuery(request: Request, names: readonly string[]): Record<string, string> {
  const { searchParams } = new URL(request.url);
  const given = names.flatMap((name) => {
    const [value, ...more] = searchParams.getAll(name);
    if (more.length > 0) {
      throw new AppError("VALIDATION_FAILED", { fields: [{ path: name, message: "Give this parameter once." }] });
    }
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(given);
}
