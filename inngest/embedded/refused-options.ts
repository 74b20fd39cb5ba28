import type { FunctionConfig } from "./function-config";

const UNSUPPORTED = [
  "batchEvents",
  "rateLimit",
  "throttle",
  "debounce",
  "singleton",
  "priority",
  "idempotency",
  "timeouts",
] as const;

/** Events of Inngest's own that the runner emits. */
const OWN_EVENTS = new Set(["inngest/function.failed", "inngest/function.cancelled"]);

/** Options of a function that the embedded runner does not have, by name. Ignoring one would change what the function does. */
export function refusedOptions(config: FunctionConfig): string[] {
  const refused: string[] = UNSUPPORTED.filter((option) => config[option] !== undefined);
  if (config.concurrency.length > 1) refused.push("concurrency (more than one)");
  for (const { key, scope } of config.concurrency) {
    if (key !== undefined) refused.push("concurrency.key");
    if (scope !== undefined && scope !== "fn") refused.push("concurrency.scope");
  }
  if (config.cancel.some(({ timeout }) => timeout !== undefined)) refused.push("cancelOn.timeout");
  for (const { event, jitter } of config.triggers) {
    if (jitter !== undefined) refused.push("cron jitter");
    if (event?.startsWith("inngest/") && !OWN_EVENTS.has(event)) refused.push(`trigger ${event}`);
  }
  return refused;
}
