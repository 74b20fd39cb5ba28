import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { lookalikesSource } from "../scripts/find-lookalikes";

it("vocabulary/lookalikes.ts is as generated: npm run lookalikes -w @mizual/engine writes it", () => {
  expect(readFileSync(path.join(import.meta.dirname, "lookalikes.ts"), "utf8")).toBe(lookalikesSource());
});
