import { livenessSchema } from "@/lib/health/schema";
import type { Env } from "@/lib/config/env";
import { type Examination, known, ok, Unwell } from "./finding";
import { plainReason } from "./plain-reason";

/** The address that the app is reached by: asked for its own health, as a browser would ask. */
export function examineOrigin({ publicUrl, trustedProxies, onVercel }: Env): Examination[] {
  if (publicUrl === null) {
    const from = trustedProxies > 0 || onVercel ? "what the trusted proxies report" : "each request's own Host";
    return [
      known(
        "not set",
        `Taken from ${from}.`,
        onVercel
          ? null
          : "Behind a proxy or tunnel set PUBLIC_URL to the address that people open, and TRUSTED_PROXIES to the number of proxies.",
      ),
    ];
  }
  return [
    {
      subject: publicUrl,
      remedy: "Look at PUBLIC_URL, and at the proxy that answers there.",
      look: async (signal) => {
        const answer = await fetch(`${publicUrl}/api/health`, { signal, redirect: "manual" }).catch(
          (error: unknown) => error,
        );
        // The doctor is asked before the first start, too.
        if (!(answer instanceof Response))
          return ok(
            `${publicUrl} is not reached right now: ${plainReason(answer)}.`,
            "Start the server, then ask again.",
          );
        const body: unknown = await answer.json().catch(() => null);
        if (answer.ok && livenessSchema.safeParse(body).success)
          return ok(`${publicUrl} leads here.`, hintOf(trustedProxies));
        if (answer.status < 500) throw new Unwell(`it answers ${answer.status}, but not as this app`);
        return ok(`${publicUrl} answers ${answer.status} right now.`, "Start the server, then ask again.");
      },
    },
  ];
}

const hintOf = (trustedProxies: number): string | null =>
  trustedProxies > 0
    ? null
    : "If a proxy stands in front, set TRUSTED_PROXIES to how many: else all visitors share one rate limit.";
