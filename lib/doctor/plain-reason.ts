import { AppError } from "@/lib/errors";

const LONGEST = 200;

/** With which libraries begin their sentences. */
const NAMES = /^(?:Error|UpstashError|Vercel Blob): /;

const SENTENCES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "nobody listens at its address",
  ECONNRESET: "it cut the connection",
  ENOTFOUND: "the name of its host is not known",
  EAI_AGAIN: "the name of its host cannot be looked up right now",
  ETIMEDOUT: "it does not answer",
  UND_ERR_CONNECT_TIMEOUT: "it does not answer",
  EHOSTUNREACH: "there is no way to its host",
  ENETUNREACH: "there is no way to its host",
  EACCES: "this user may not write there",
  EPERM: "this user may not write there",
  EROFS: "it cannot be written at all",
  ENOSPC: "there is no space left",
  ENOTDIR: "something there is no folder",
  // Of PostgreSQL.
  "28P01": "it does not accept this user and password",
  "28000": "it does not let this user in",
  "3D000": "it has no database of this name",
  "53300": "it has no connection left",
};

/** Why something failed, as the rest of a sentence and without a full stop; the codes of systems in brackets. */
export function plainReason(error: unknown): string {
  const code = codeOf(error);
  const sentence = code === null ? undefined : SENTENCES[code];
  if (error instanceof AppError) {
    // A store says to a person what became of a picture; here is none.
    if (error.code === "STORAGE_UNAVAILABLE") return plainReason(error.cause);
    return code === null ? withoutStop(error.detail) : `${withoutStop(error.detail)} (${code})`;
  }
  if (sentence !== undefined) return `${sentence} (${code ?? ""})`;
  const message = error instanceof Error ? error.message : String(error);
  const line = withoutStop((message.split("\n")[0] ?? "").replace(NAMES, "").slice(0, LONGEST));
  return line === "" ? "it says nothing of why" : line;
}

const withoutStop = (text: string): string => text.trim().replace(/\.$/, "");

/** The system's own name for what went wrong, of the error or of what led to it. */
function codeOf(error: unknown, depth = 0): string | null {
  if (!(error instanceof Error) || depth > 5) return null;
  const { code } = error as { code?: unknown };
  if (typeof code === "string" && !(error instanceof AppError) && code in SENTENCES) return code;
  const inner = error instanceof AggregateError ? error.errors : [error.cause];
  return inner.map((cause) => codeOf(cause, depth + 1)).find((found) => found !== null) ?? null;
}
