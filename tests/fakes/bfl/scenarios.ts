import type { FakeAnswer } from "../fake-server";

const said = (status: number, detail: unknown, headers: Record<string, string> = {}): FakeAnswer => ({
  status,
  headers: { "x-request-id": `fake-request-${status}`, "cf-ray": "fake-ray", ...headers },
  body: { detail },
});

/** What a wrong key gets. */
export const NOT_AUTHENTICATED = said(403, "Not authenticated - Invalid Authentication");

/** What comes above the number of open tasks. */
export const TOO_MANY = said(429, "Too many active tasks. Please wait for one of them to finish.");

/** Answers to a submit that its words ask for by `flux:<name>`; no task is made. */
export const REFUSALS: Readonly<Record<string, FakeAnswer>> = {
  "400": said(400, "Malformed request."),
  "400-moderated": said(400, "The prompt was flagged by our content policy."),
  "401": said(401, "Not authenticated"),
  "402": said(402, "Insufficient credits."),
  "403": NOT_AUTHENTICATED,
  "404": said(404, "Not Found"),
  "422": said(422, [{ loc: ["body", "prompt"], msg: "String should be another", type: "value_error" }]),
  "429": TOO_MANY,
  "429-once": TOO_MANY,
  "429-wait": said(429, "Rate limit exceeded", { "retry-after": "7" }),
  "429-long": said(429, "Rate limit exceeded", { "retry-after": "1800" }),
  "500": said(500, "Internal Server Error"),
  "502": { status: 502, headers: { "content-type": "text/html" }, body: "<html><title>502 Bad Gateway</title></html>" },
  "503": said(503, "Service Unavailable"),
  "504": said(504, "Gateway Timeout"),
  moved: { status: 307, headers: { location: "http://127.0.0.1:9/v1/stolen" } },
};

/** What a task ends with that its words ask for. */
export const ENDS: Readonly<Record<string, { status: string; details: unknown }>> = {
  "request-moderated": { status: "Request Moderated", details: { "Moderation Reasons": ["Nudity", "Violence"] } },
  "request-moderated-bare": { status: "Request Moderated", details: null },
  "content-moderated": { status: "Content Moderated", details: null },
  "task-error": { status: "Error", details: { error: "The worker ended." } },
  "task-failed": { status: "Failed", details: null },
  "task-not-found": { status: "Task not found", details: null },
};

/** Where results lie that their words ask for; elsewhere than on the delivery host. */
export const RESULT_HOSTS: Readonly<Record<string, string>> = {
  "azure-sample": "https://bfldeliveryscus.blob.core.windows.net",
  "strange-sample": "https://cdn.results.example",
  "private-sample": "https://10.0.0.1",
};

/** What the first polls of a task are told, however far it is: `task-not-found-3` thrice, as by a machine that has not heard of it yet. */
export function transientIn(scenario: string, polls: number): { status: string; details: unknown } | null {
  const [, name = "", times = "0"] = /^(task-[a-z-]+?)(?:-404)?-(\d)$/.exec(scenario) ?? [];
  return polls <= Number(times) ? (ENDS[name] ?? null) : null;
}

/** The scenario that words name by `flux:<name>`; empty: all goes well. */
export const scenarioIn = (words: string): string => /\bflux:([a-z0-9-]+)/i.exec(words)?.[1]?.toLowerCase() ?? "";
