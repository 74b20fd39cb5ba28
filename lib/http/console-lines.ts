import { stripVTControlCharacters } from "node:util";
import type { Log } from "@/lib/log";

/** Of what a client sent, which the words of an error may quote. */
const LONGEST = 300;

/**
 * Has what Next says of errors by itself, on the console and over several lines, in our log: one JSON line each. An
 * action that nobody knows is what somebody sent, and no error of ours.
 */
export function logConsole(log: Log, target: Pick<Console, "error" | "warn"> = console): void {
  const to =
    (level: "error" | "warn") =>
    (...parts: unknown[]): void => {
      const words = parts.map(firstLine).filter((part) => part !== "");
      const message = words.join(" ").slice(0, LONGEST);
      if (OF_A_CLIENT.test(message)) return log.warn(`next: ${message}`, digestOf(parts));
      const error = parts.find((part) => part instanceof Error);
      log[level](`next: ${message}`, { ...digestOf(parts), ...(error !== undefined && { error }) });
    };
  target.error = to("error");
  target.warn = to("warn");
}

const OF_A_CLIENT =
  /Server Action|Server Reference|did not match the expected format|HTTP method is unsupported|^(?:Error: )?aborted$/;

/** An error by its name and message, anything else as text; the first line, without colours and signs. */
function firstLine(part: unknown): string {
  const text = part instanceof Error ? `${part.name}: ${part.message}` : typeof part === "string" ? part : "";
  return (stripVTControlCharacters(text).trim().split("\n")[0] ?? "").replace(/^[⨯⚠]\s*/u, "").trim();
}

/** What the page shows of an error, by which it is found here. */
function digestOf(parts: readonly unknown[]): { digest?: string } {
  for (const part of parts)
    if (part instanceof Error && "digest" in part && typeof part.digest === "string") return { digest: part.digest };
  return {};
}
