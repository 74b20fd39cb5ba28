import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openApiDocument } from "./openapi-document";

const document: unknown = JSON.parse(JSON.stringify(openApiDocument()));
const paths = (document as { paths: Record<string, Record<string, unknown>> }).paths;

/** Every `route.ts` below app/api as a path, e.g. `/edit/{uuid}`; those that are no part of the contract left out. */
function routes(): string[] {
  const root = path.resolve("app/api");
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === "route.ts")
    .map((file) => `/${path.dirname(file)}`.replaceAll("[", "{").replaceAll("]", "}"))
    .filter((route) => !/^\/(?:\{\{|images|inngest|openapi|webhooks)/.test(route))
    .toSorted();
}

const documented = Object.keys(paths).map((each) => each.replace(/\/$/, "").replace("{upload_id}", "{uuid}"));

describe("the OpenAPI document", () => {
  test("is of version 3.1", () => {
    expect(document).toMatchObject({ openapi: "3.1.0", info: { title: "Mizual" } });
  });

  test("describes every route, and none that does not exist", () => {
    expect(documented.toSorted()).toEqual(routes());
  });

  test("refers to nothing that it does not contain", () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
      ([, name]) => name,
    );
    const schemas = (document as { components: { schemas: Record<string, unknown> } }).components.schemas;
    expect(references.length).toBeGreaterThan(10);
    for (const name of references) expect(Object.keys(schemas)).toContain(name);
  });

  test("gives every operation its own id", () => {
    const ids = Object.values(paths).flatMap((methods) =>
      Object.values(methods).map((operation) => (operation as { operationId: string }).operationId),
    );
    expect(ids).toHaveLength(15);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("describes both forms of a submission", () => {
    const post = paths["/edit-image/"]?.["post"] as { requestBody: { content: Record<string, unknown> } };
    expect(Object.keys(post.requestBody.content)).toEqual(["application/json", "multipart/form-data"]);
  });
});
