import type { Exchange } from "@/lib/http/contract";
import { demandOperator } from "@/lib/insight/operator";
import type { Services } from "@/lib/services";

/** What the document says of figures that are the operator's alone. */
export const aboutFigures = (operationId: string, summary: string) =>
  ({
    operationId,
    tag: "Analytics",
    summary,
    description: "For the operator of the server, by the token of INSIGHT_TOKEN. Without one there is no such path.",
    security: ["operatorToken"],
  }) as const;

/** Counts for the operator, and for nobody else. */
export const forOperator =
  <Query, Figures>(count: (services: Services, query: Query) => Promise<Figures>) =>
  async ({ services, client, query }: Pick<Exchange<never, Query>, "services" | "client" | "query">) => {
    demandOperator(services, client.bearer);
    return count(services, query);
  };
