import { expect, it } from "vitest";
import { type Outlined, OUTLINED, agreement } from "../../tests/outlines";
import { photograph } from "../../tests/photographs";
import { quietWork } from "../../work";
import { findMask } from "../find-mask";

/** The least that any photograph has of its people, and all have in the mean. */
const EACH = 0.8;
const MEAN = 0.9;

const shares = new Map<Outlined, number>();

it.each(OUTLINED)("finds the people of %s as they were outlined by eye", async (name) => {
  const mask = await findMask(await photograph(name), [{ name: "person" }], quietWork());
  const people = agreement(name, mask);
  shares.set(name, people);
  expect(people).toBeGreaterThan(EACH);
});

it("finds nine tenths of what people are and nothing else, in the mean", async () => {
  expect(shares.size).toBe(OUTLINED.length);
  const mean = [...shares.values()].reduce((sum, share) => sum + share, 0) / shares.size;
  expect(mean).toBeGreaterThan(MEAN);
});

it("takes for the background what is not people", async () => {
  const mask = await findMask(await photograph("man-on-bench"), [{ name: "background" }], quietWork());
  const people = agreement("man-on-bench", { ...mask, values: mask.values.map((value) => 255 - value) });
  expect(people).toBeGreaterThan(MEAN);
});
