import type { Exchange } from "@/lib/http/contract";
import { demandOperator } from "@/lib/insight/operator";

/** What the document says of figures that are the operator's alone. */
export const aboutFigures = (operationId: string, summary: string) =>
  ({
    operationId,
    tag: "Analytics",
    summary,
    description: "For the operator of the server, by the token of INSIGHT_TOKEN. Without one there is no such path.",
    security: ["operatorToken"],
  }) as const;

/** Lets the operator in, by the bearer, and nobody else. */
export const forOperator = ({ services, client }: Pick<Exchange, "services" | "client">): void =>
  demandOperator(services, client.bearer);
