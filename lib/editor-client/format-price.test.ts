import { describe, expect, it } from "vitest";
import { formatPrice } from "./format-price";

describe("formatPrice", () => {
  it.each([
    [0.045, false, "$0.045"],
    [0.045, true, "about $0.05"],
    [0.0453, false, "$0.0453"],
    [0.04, false, "$0.04"],
    [0.1, false, "$0.10"],
    [1.5, true, "about $1.50"],
    [0.004, true, "about $0.004"],
    [0.00042, false, "$0.0004"],
    [0, false, "free"],
    [0, true, "free"],
  ])("%d, estimated %s: %s", (usd, estimated, text) => {
    expect(formatPrice({ usd, estimated })).toBe(text);
  });
});
