import { expect, test } from "vitest";
import { checkLimiter } from "./check-limiter";

const failing = (times: number) => {
  let left = times;
  return {
    check: async () => {
      left -= 1;
      if (left >= 0) throw new Error(`${left} left`);
    },
  };
};

test("a first decision that is late, because it connects, is no failure", async () => {
  await expect(checkLimiter(failing(2), 0)).resolves.toBeLessThan(100);
});

test("three that fail are one, with the reason of the last", async () => {
  await expect(checkLimiter(failing(4), 0)).rejects.toThrow("1 left");
});
