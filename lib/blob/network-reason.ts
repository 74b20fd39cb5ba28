/** Why a request got no usable answer, in words without its address: `fetch failed (ECONNREFUSED)`. */
export function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return "something else than an error was thrown";
  const code = codeOf(error) ?? codeOf(error.cause);
  return code === null ? error.message : `${error.message} (${code})`;
}

function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as { code?: unknown };
  return typeof code === "string" ? code : null;
}
