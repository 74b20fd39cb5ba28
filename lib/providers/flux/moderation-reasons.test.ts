import { expect, it } from "vitest";
import { moderationReasons } from "./moderation-reasons";

it.each<[unknown, string[]]>([
  [{ "Moderation Reasons": ["Nudity", "Violence", "Nudity"] }, ["Nudity", "Violence"]],
  [{ reason: "Copyright" }, ["Copyright"]],
  ["Derivative Works Filter", ["Derivative Works Filter"]],
  [
    ["a", { b: ["c"] }],
    ["a", "c"],
  ],
  [null, []],
  [undefined, []],
  [7, []],
  [{}, []],
  [{ a: { b: { c: { d: { e: "too deep" } } } } }, []],
  [["<b>Nudity</b> https://evil.example \u202e\u0007"], ["Nudity"]],
])("reads the reasons of a refusal: %j", (details, reasons) => {
  expect(moderationReasons(details)).toEqual(reasons);
});

it("keeps them short", () => {
  const reasons = moderationReasons(Array.from({ length: 50 }, (_, at) => `Reason number ${at}`));
  expect(reasons.join(", ").length).toBeLessThanOrEqual(200);
  expect(moderationReasons(["x".repeat(5_000)])[0]?.length).toBeLessThanOrEqual(200);
});
