import { AppError } from "@/lib/errors";
import { isSameSecret } from "@/lib/same-secret";
import type { Services } from "@/lib/services";

/**
 * Lets only the operator pass, by the token.
 * @throws {AppError} `NOT_FOUND` where no token is configured, as if there were nothing; `NOT_THE_OPERATOR` otherwise.
 */
export function demandOperator({ env }: Pick<Services, "env">, bearer: string | null): void {
  if (env.insight.token === null) throw new AppError("NOT_FOUND");
  if (!isSameSecret(bearer ?? "", env.insight.token)) throw new AppError("NOT_THE_OPERATOR");
}
