import { createDocument } from "zod-openapi";
import { version } from "@/package.json";
import { editPaths } from "./edit-paths";
import { otherPaths } from "./other-paths";

type OpenApiDocument = ReturnType<typeof createDocument>;

let document: OpenApiDocument | undefined;

/** The HTTP API as OpenAPI 3.1, from the schemas that requests are parsed and answers are shaped with. */
export function openApiDocument(): OpenApiDocument {
  document ??= create();
  return document;
}

function create(): OpenApiDocument {
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Mizual",
      version,
      description:
        "Say in plain words what to change in a picture, watch it happen, refine it. " +
        "Submit an edit, then poll its URL until `is_complete` or `is_error`. " +
        "Every path answers under `/api` as well, with and without a slash at the end. " +
        "Every answer carries `X-Request-Id`, every limited one `RateLimit-Limit`, `-Remaining` and `-Reset`.",
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: "/" }, { url: "/api" }],
    tags: ["Edits", "Feedback", "Uploads", "Analytics", "Health"].map((name) => ({ name })),
    paths: { ...editPaths, ...otherPaths },
    components: {
      securitySchemes: {
        deleteToken: { type: "http", scheme: "bearer", description: "`delete_token` of the answer that made the edit" },
        ownerCookie: { type: "apiKey", in: "cookie", name: "mizual_owner", description: "Set by the first submission" },
      },
    },
  });
}
