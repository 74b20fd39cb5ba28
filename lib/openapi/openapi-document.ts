import { z } from "zod";
import { createDocument, type ZodOpenApiOperationObject } from "zod-openapi";
import { ERRORS, type ErrorCode } from "@/lib/errors";
import { type Answer, type Endpoint, errorsOf, type Operation, TAGS } from "@/lib/http/contract";
import { errorSchema } from "@/lib/http/response";
import { version } from "@/package.json";

type OpenApiDocument = ReturnType<typeof createDocument>;

const ON_VERCEL =
  " This server runs on Vercel, which lets no more than 4.5 MB through in one request: a larger one is refused by the " +
  "platform, with 413 as plain text and without an `error_code`. Pictures above 4 MB (3.3 MB as base64) go straight to " +
  "the store, by `POST /uploads/`.";

/**
 * These endpoints as OpenAPI 3.1, from the declarations that requests are read and answers are shaped by, with the
 * limits of the place that this server runs on.
 */
export function openApiDocument(
  endpoints: readonly Endpoint[],
  { onVercel }: { onVercel: boolean } = { onVercel: false },
): OpenApiDocument {
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Mizual",
      version,
      description:
        "Say in plain words what to change in a picture, watch it happen, refine it. " +
        "Submit an edit, then poll its URL until `is_complete` or `is_error`. " +
        "Every path answers under `/api` as well, with and without a slash at the end. " +
        "Every answer carries `X-Request-Id`, every limited one `RateLimit-Limit`, `-Remaining` and `-Reset`." +
        (onVercel ? ON_VERCEL : ""),
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }, { url: "/api" }],
    tags: TAGS.map((name) => ({ name })),
    paths: Object.fromEntries(endpoints.map((each) => [each.path, describePath(each)])),
    components: {
      securitySchemes: {
        metricsToken: {
          type: "http",
          scheme: "bearer",
          description: "`METRICS_TOKEN` of the server, for its operator",
        },
        deleteToken: { type: "http", scheme: "bearer", description: "`delete_token` of the answer that made the edit" },
        operatorToken: { type: "http", scheme: "bearer", description: "The operator's token, `INSIGHT_TOKEN`" },
        ownerCookie: {
          type: "apiKey",
          in: "cookie",
          name: "mizual_owner",
          description: "Set by the first submission; over https its name is __Host-mizual_owner",
        },
      },
    },
  });
}

function describePath({ params, operations }: Endpoint): Record<string, ZodOpenApiOperationObject> {
  const described = Object.entries(operations).flatMap(([verb, operation]) => {
    const object = describeOperation(verb, params, operation);
    return object === null ? [] : [[verb.toLowerCase(), object] as const];
  });
  return Object.fromEntries(described);
}

function describeOperation(
  verb: string,
  params: Endpoint["params"],
  operation: Operation,
): ZodOpenApiOperationObject | null {
  const { about, query, body, answers = {} } = operation;
  if (about === undefined) return null;
  const { tag, headers, security, ...rest } = about;
  const requestParams = {
    ...(Object.keys(params).length > 0 && { path: z.object(params) }),
    ...(query && { query }),
    ...(headers && { header: headers }),
  };
  return {
    ...rest,
    tags: [tag],
    ...(security && { security: security.map((scheme) => (scheme === "none" ? {} : { [scheme]: [] })) }),
    ...(Object.keys(requestParams).length > 0 && { requestParams }),
    ...(body && { requestBody: { required: true, content: contentOf(body.content) } }),
    responses: {
      ...describeErrors(errorsOf(verb, operation)),
      ...Object.fromEntries(Object.entries(answers).map(([status, answer]) => [status, describeAnswer(answer)])),
    },
  };
}

const contentOf = (schemas: Readonly<Record<string, z.ZodType>>): Record<string, { schema: z.ZodType }> =>
  Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, { schema }]));

const describeAnswer = ({ schema, ...answer }: Answer) => ({
  ...answer,
  ...(schema && { content: contentOf({ "application/json": schema }) }),
});

/** One response per status, naming the codes that share it. */
function describeErrors(codes: readonly ErrorCode[]): ZodOpenApiOperationObject["responses"] {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes) {
    const { status } = ERRORS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const responses = [...byStatus].map(([status, sharing]) => [
    status,
    {
      description: sharing.map((code) => `\`${code}\`: ${ERRORS[code].detail}`).join("\n\n"),
      content: contentOf({ "application/json": errorSchema }),
    },
  ]);
  return Object.fromEntries(responses) as ZodOpenApiOperationObject["responses"];
}
