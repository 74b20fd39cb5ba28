import { describe, expect, it } from "vitest";
import type { Client } from "@/lib/edits/capability";
import { newOwnerSecret } from "./identify-client";

const client: Client = { ownerHash: null, hash: "client-1", hashes: ["client-1"] };
const key = "6f1b2a9e-6d1c-4f6e-9b1e-0d1f4a3c2b10";

describe("newOwnerSecret", () => {
  it("is the same again for the same client and key, so that a lost answer costs no ownership", () => {
    const secret = newOwnerSecret("app secret", client, key);
    expect(newOwnerSecret("app secret", client, key)).toBe(secret);
    expect(newOwnerSecret("app secret", { ...client, hash: "client-2" }, key)).not.toBe(secret);
    expect(secret).toHaveLength(43);
  });

  it.each([null, "1", "retry-2026-11-23"])("is random with the key %j, which a neighbour may use as well", (short) => {
    expect(newOwnerSecret("app secret", client, short)).not.toBe(newOwnerSecret("app secret", client, short));
  });
});
