import { createHash, timingSafeEqual } from "node:crypto";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";

/** Whether a text is the operator's token. Takes as long for a wrong one as for the right one, whatever its length. */
export function isOperatorToken({ env }: Pick<Services, "env">, given: string | null): boolean {
  const { token } = env.insight;
  return token !== null && given !== null && timingSafeEqual(digest(token), digest(given));
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/**
 * Lets only the operator pass, by the token.
 * @throws {AppError} `NOT_FOUND` where no token is configured, as if there were nothing; `NOT_THE_OPERATOR` otherwise.
 */
export function demandOperator(services: Pick<Services, "env">, bearer: string | null): void {
  if (services.env.insight.token === null) throw new AppError("NOT_FOUND");
  if (!isOperatorToken(services, bearer)) throw new AppError("NOT_THE_OPERATOR");
}
