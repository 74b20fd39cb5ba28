import type { Env } from "@/lib/config/env";
import { capsInForce } from "@/lib/spend/caps";
import { type Part, PARTS } from "./parts";

/** What the capabilities in use are called, or will be once they are made. */
type InUse = {
  env: Env;
  blobs: { name: string };
  limiter: { name: string };
  enhancer: { name: string };
  editors: ReadonlyArray<{ id: string; free: boolean }>;
};

/** Where the app's own origin is known from: the variable's value, the proxies that it trusts, or each request. */
const originKnownBy = ({ publicUrl, trustedProxies, onVercel }: Env): string =>
  publicUrl ?? (trustedProxies > 0 || onVercel ? "proxy" : "request");

/** One line that says what is in use: `db=pglite images=files …`, and what may be spent where anything is paid. */
export function startLine({ env, blobs, limiter, enhancer, editors }: InUse): string {
  const inUse: Record<Part, string> = {
    database: env.database.kind,
    images: blobs.name,
    limits: limiter.name,
    enhancer: enhancer.name,
    editor: editors.map((editor) => editor.id).join(","),
    runs: env.runs,
    origin: originKnownBy(env),
  };
  const named = Object.entries(PARTS).map(([part, name]) => `${name}=${inUse[part as Part]}`);
  return named.join(" ") + capsInForce({ env, editors });
}
