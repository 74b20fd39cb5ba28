import { expect, test } from "vitest";
import { clientHash } from "./client-hash";

test("depends on address, salt and secret, and shows none of them", () => {
  const hash = clientHash("192.0.2.7", "salt", "secret");
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(clientHash("192.0.2.7", "salt", "secret")).toBe(hash);
  const others = [
    clientHash("192.0.2.8", "salt", "secret"),
    clientHash("192.0.2.7", "tlas", "secret"),
    clientHash("192.0.2.7", "salt", "terces"),
  ];
  expect(new Set([hash, ...others]).size).toBe(4);
});
