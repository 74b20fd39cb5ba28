import { tooMany } from "./client";
import { clientAddress } from "@/lib/limits/client-address";
import { type Limit, policyOf } from "@/lib/limits/policies";
import { tell } from "@/lib/observe";
import { isSameSecret } from "@/lib/same-secret";
import type { Services } from "@/lib/services";
import { setLimitHeaders } from "./response";

/**
 * Whether a request brings the token as a bearer. It is compared in a time that says nothing of how much of it was
 * right, and the answer to a wrong one is that to no token at all.
 * @param wanted what to bring (`null`: nobody is let in), how often, and the headers of the answer.
 * @throws {AppError} `RATE_LIMITED`, before the token is looked at.
 */
export async function bringsToken(
  { headers }: Pick<Request, "headers">,
  { env, localLimiter }: Pick<Services, "env" | "localLimiter">,
  wanted: { limit: Limit; token: string | null; answer: Headers },
): Promise<boolean> {
  const { limit, token, answer } = wanted;
  const policy = policyOf(limit, env.rateLimits);
  const who = { address: clientAddress(headers, env), browser: null };
  const taken = policy === null ? null : await localLimiter.take({ ...policy, addressLimit: policy.limit }, who);
  if (policy !== null && taken?.allowed === false) {
    setLimitHeaders(answer, taken);
    tell({ kind: "refused", limit: policy.name });
    throw tooMany(taken);
  }
  const brought = /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  if (!isSameSecret(brought, token)) return false;
  if (taken !== null) setLimitHeaders(answer, taken);
  return true;
}
