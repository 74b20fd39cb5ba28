import { expect, it } from "vitest";
import { findLookalikes } from "../scripts/find-lookalikes";
import { LOOKALIKES } from "./lookalikes";

it("holds every common word that could be taken for a misspelt one: npx tsx scripts/find-lookalikes.ts adds them", () => {
  expect(findLookalikes().filter((word) => !LOOKALIKES.has(word))).toEqual([]);
});
