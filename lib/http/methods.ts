const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

export type Method = (typeof METHODS)[number];

/** Path parameters as Next passes them. */
export type PathContext = { params: Promise<Record<string, string | string[] | undefined>> };

/** What a `route.ts` exports for each method. */
export type MethodHandlers = Record<Method, (request: Request, context: PathContext) => Promise<Response>>;

/** `Allow` of a route that answers these methods: HEAD comes with GET, OPTIONS with all. */
export function allowOf(methods: readonly string[]): string {
  return METHODS.filter(
    (method) => methods.includes(method) || method === "OPTIONS" || (method === "HEAD" && methods.includes("GET")),
  ).join(", ");
}

/** The same handler for each method. */
export function forEachMethod(handler: MethodHandlers[Method]): MethodHandlers {
  return {
    GET: handler,
    HEAD: handler,
    POST: handler,
    PUT: handler,
    PATCH: handler,
    DELETE: handler,
    OPTIONS: handler,
  };
}
