import { AppError } from "@/lib/errors";
import { isSameSecret } from "@/lib/same-secret";
import type { Services } from "@/lib/services";

/** @throws {AppError} `NOT_FOUND` where no token is configured: there is nothing of the operator's then. */
export function demandInsight({ services }: { services: Pick<Services, "env"> }): void {
  if (services.env.insight.token === null) throw new AppError("NOT_FOUND");
}

/**
 * Lets only the operator pass, by the token.
 * @throws {AppError} `NOT_FOUND` where no token is configured, as if there were nothing; `NOT_THE_OPERATOR` otherwise.
 */
export function demandOperator(services: Pick<Services, "env">, bearer: string | null): void {
  demandInsight({ services });
  if (!isSameSecret(bearer ?? "", services.env.insight.token)) throw new AppError("NOT_THE_OPERATOR");
}
