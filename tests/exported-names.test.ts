import path from "node:path";
import { expect, test } from "vitest";
import { readExports, sourceFiles } from "@/scripts/import-graph";

const root = path.join(import.meta.dirname, "..");

const PRODUCT = /^(app|components|db|inngest|lib)\//;
/** Tests, what belongs to tests, and primitives that are kept as they were made. */
const NOT_MEANT = /\.(test|contract)\.|^components\/ui\/|-process\.ts$|\/test-[^/]*$/;
/** Names that Next, a migration or a provider's folder has to have. */
const BY_CONVENTION =
  /^(default|GET|POST|PUT|PATCH|DELETE|OPTIONS|HEAD|metadata|viewport|generateMetadata|dynamic|maxDuration|runtime|revalidate|up|down)$/;

test("no name is exported twice: who looks for it finds one thing", () => {
  const places = new Map<string, string[]>();
  for (const file of sourceFiles(root).filter((name) => PRODUCT.test(name) && !NOT_MEANT.test(name))) {
    for (const name of readExports(root, file)) {
      if (!BY_CONVENTION.test(name)) places.set(name, [...(places.get(name) ?? []), file]);
    }
  }
  expect([...places].filter(([, files]) => files.length > 1)).toEqual([]);
  expect(places.size).toBeGreaterThan(100);
});
