import type { Services } from "@/lib/services";
import { capsInForce } from "@/lib/spend/caps";
import { type Part, PARTS } from "./parts";

/** Where the app's own origin is known from: the variable's value, the proxies that it trusts, or each request. */
const originKnownBy = ({ publicUrl, trustedProxies, onVercel }: Services["env"]): string =>
  publicUrl ?? (trustedProxies > 0 || onVercel ? "proxy" : "request");

/** One line that says what is in use: `db=pglite images=files …`, and what may be spent where anything is paid. */
export function startLine(services: Pick<Services, "env" | "blobs" | "limiter" | "enhancer" | "editors">): string {
  const { env, blobs, limiter, enhancer, editors } = services;
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
  return named.join(" ") + capsInForce(services);
}
