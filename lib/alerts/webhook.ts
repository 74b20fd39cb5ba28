import { withDeadline } from "@/lib/async";
import type { AlertsConfig } from "./config";

/** What an operator is told. */
export type AlertMessage = {
  rule: string;
  subject: string;
  state: "holds" | "over";
  title: string;
  detail: string;
  since: Date;
  /** Where it stands what to do. */
  todo: string;
  /** Which server says so. */
  server: string;
};

/** Longest wait for the webhook, in milliseconds. */
const SEND_MS = 5_000;

/**
 * Sends one message to the operator's webhook.
 * @throws when it was not taken.
 */
export async function sendAlert({ url, format }: NonNullable<AlertsConfig["alerts"]>, message: AlertMessage) {
  const text = textOf(message);
  const body = format === "slack" ? { text } : { text, ...message };
  await withDeadline(SEND_MS, "UNAVAILABLE", async (signal) => {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      redirect: "error",
      signal,
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the webhook of alerts answered ${response.status}`);
  });
}

function textOf({ state, title, detail, since, todo, server }: AlertMessage): string {
  const at = `${since.toISOString().slice(0, 16).replace("T", " ")} UTC`;
  if (state === "over") return `Over: ${title} (${server}). It began at ${at}: ${detail}.`;
  return `${title} (${server}), since ${at}. ${detail}. What to do: ${todo}.`;
}
