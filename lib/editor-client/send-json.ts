import { networkFailure, readFailure } from "./request-failure";

/**
 * One request to the HTTP API from the page itself; `null` for an answer without a body.
 * Throws a `RequestFailure` for anything but success.
 */
export async function sendJson(method: "POST" | "DELETE", path: string, body?: unknown): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: { "Content-Type": "application/json" },
      ...(method === "POST" ? { body: JSON.stringify(body ?? {}) } : {}),
    });
  } catch {
    throw networkFailure();
  }
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw readFailure(response.status, answer, (name) => response.headers.get(name));
  return answer;
}
