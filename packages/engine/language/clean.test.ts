import { expect, it } from "vitest";
import { cleanRequest } from "./clean";

it.each([
  ["make it brighter, thank you so much!", "make it brighter,"],
  ["warmer 🙏🏽 please", "warmer"],
  ["• crop it\n• make it warmer", "crop it"],
  ["1) crop it", "crop it"],
  ["ｗａｒｍｅｒ", "warmer"],
  ["warmer\u200B", "warmer"],
  ["make it warmer\n\nBest regards,\nAnna", "make it warmer"],
])("keeps of %j what is asked for, in its place", (text, kept) => {
  const cleaned = cleanRequest(text);
  expect(cleaned).toHaveLength(text.length);
  expect(cleaned).toContain(kept);
  expect(cleaned).not.toMatch(/thank|🙏|•|1\)|Anna|\u200B/u);
  expect(cleaned.indexOf(kept.split(" ")[0] ?? "")).toBe(text.normalize("NFKC").indexOf(kept.split(" ")[0] ?? ""));
});

it("takes for a reason why somebody is hidden only what stands behind what hides them", () => {
  expect(cleanRequest("blur her face so nobody recognises her").trim()).toBe("blur her face");
  const wish = "brighten it so that nobody recognises us";
  expect(cleanRequest(wish)).toBe(wish);
});

it.each(['write "Thank you 🙏" at the bottom', "write thank you on it", "resize it to 1920x1080", "-10% brightness"])(
  "leaves %j as it is",
  (text) => {
    expect(cleanRequest(text)).toBe(text);
  },
);
