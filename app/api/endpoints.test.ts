import { readdirSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import type { EndpointHandlers } from "@/lib/http/endpoint";
import { openApiDocument } from "@/lib/openapi/openapi-document";
import { loadRoutes } from "./endpoints";

type Rewrite = { source: string; destination: string };

const { default: nextConfig } = (await import(path.resolve("next.config.mjs"))) as {
  default: { rewrites(): Promise<{ beforeFiles: Rewrite[] }> };
};

const listed = (await loadRoutes()).map((route) => route.GET.endpoint);

/** What each `route.ts` below app/api declares, by its folder written as a path, e.g. `/api/edit/{uuid}`; `undefined` for those that declare nothing. */
const folders = new Map(
  await Promise.all(
    readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
      .filter((file) => path.basename(file) === "route.ts")
      .map(async (file) => {
        const { GET } = (await import(path.join(import.meta.dirname, file))) as Partial<EndpointHandlers>;
        const folder = `/api/${path.dirname(file)}`.replaceAll("[", "{").replaceAll("]", "}");
        return [folder, GET?.endpoint] as const;
      }),
  ),
);
const declared = [...folders.values()].filter((endpoint) => endpoint !== undefined);
const atRoot = declared.filter((endpoint) => !endpoint.path.startsWith("/api/"));

describe("a declared path", () => {
  test.each([...folders].filter(([, endpoint]) => endpoint !== undefined))(
    "is that of its folder: %s",
    (folder, endpoint) => {
      const below = endpoint?.path.replace(/^\/api\//, "/").replace(/\/$/, "");
      expect(`/api${below}`).toBe(folder);
    },
  );

  test("answers at the root, with and without a slash at the end, unless it is below /api/", async () => {
    const { beforeFiles } = await nextConfig.rewrites();
    const expected = atRoot
      .map((endpoint) => endpoint.path.replace(/\/$/, "").replaceAll(/\{(\w+)\}/g, ":$1"))
      .flatMap((each) => [
        { source: each, destination: `/api${each}` },
        { source: `${each}/`, destination: `/api${each}` },
        { source: `/api${each}/`, destination: `/api${each}` },
      ]);
    const bySource = (rules: Rewrite[]) => rules.toSorted((a, b) => a.source.localeCompare(b.source));
    expect(bySource(beforeFiles)).toEqual(bySource(expected));
    for (const inner of ["images", "inngest", "webhooks"])
      expect(JSON.stringify(beforeFiles)).not.toContain(`"/${inner}`);
  });

  test("has each of its parameters described", () => {
    for (const { path: each, params } of listed)
      expect(Object.keys(params)).toEqual([...each.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
  });

  test("at the root is a line in endpoints.ts, but for the document's own", () => {
    const paths = atRoot.map((endpoint) => endpoint.path).filter((each) => each !== "/openapi.json");
    expect(listed.map((endpoint) => endpoint.path).toSorted()).toEqual(paths.toSorted());
  });
});

describe("limits", () => {
  const limits = declared.flatMap(({ operations }) => Object.values(operations).map(({ limit }) => limit));
  const byName = new Map(limits.flatMap((limit) => (limit === null ? [] : [[limit.name, limit.perMinute]])));

  test.each([
    ["edit", 10],
    ["status", 60],
    ["cancel", 10],
    ["cancel-submission", 10],
    ["retry", 10],
    ["delete", 10],
    ["feedback", 5],
    ["feedback-read", 10],
    ["chain", 10],
    ["analytics", 5],
    ["editors", 60],
    ["uploads", 10],
  ])("%s: %i per minute", (name, perMinute) => {
    expect(byName.get(name)).toBe(perMinute);
  });

  test("no two operations count under the same name", () => {
    expect(byName.size).toBe(limits.filter((limit) => limit !== null).length);
  });
});

describe("the OpenAPI document", () => {
  const document: unknown = JSON.parse(JSON.stringify(openApiDocument(listed)));
  const { paths } = document as { paths: Record<string, Record<string, { operationId: string }>> };

  test("says on Vercel what Vercel lets through, and nothing of it elsewhere", () => {
    const there = openApiDocument(listed, { onVercel: true });
    expect(there.info.description).toContain("4.5 MB");
    expect(JSON.stringify(document)).not.toContain("4.5 MB");
  });

  test("is of version 3.1", () => {
    expect(document).toMatchObject({ openapi: "3.1.0", info: { title: "Mizual" } });
  });

  test("describes every method of every route, and none that does not exist", () => {
    const methods = listed.map(({ path: each, operations }) => [
      each,
      Object.keys(operations).map((verb) => verb.toLowerCase()),
    ]);
    expect(Object.entries(paths).map(([each, described]) => [each, Object.keys(described)])).toEqual(methods);
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
    const ids = Object.values(paths).flatMap((methods) => Object.values(methods).map((each) => each.operationId));
    expect(ids.length).toBeGreaterThanOrEqual(15);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("describes both forms of a submission", () => {
    const post = paths["/edit-image/"]?.["post"] as unknown as { requestBody: { content: Record<string, unknown> } };
    expect(Object.keys(post.requestBody.content)).toEqual(["application/json", "multipart/form-data"]);
  });
});
