import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createOwnerSecret, hashOwner, ownerCookie, readOwnerSecret, renewedOwnerSecret } from "./owner-cookie";

const APP_SECRET = "an app secret of at least 32 characters";
const create = (): string => createOwnerSecret(APP_SECRET);
const read = (cookies: string | null, secure = false) => readOwnerSecret(cookies, { appSecret: APP_SECRET, secure });

describe("owner secret", () => {
  test("holds 256 bits, different each time", () => {
    const secrets = new Set(Array.from({ length: 100 }, create));
    expect(secrets.size).toBe(100);
    for (const secret of secrets) expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    expect(new Set([...secrets].map((secret) => secret.slice(0, 21))).size).toBe(100);
  });

  test("of a seed is the same each time, and another of another seed or app", () => {
    const secret = createOwnerSecret(APP_SECRET, "seed");
    expect(createOwnerSecret(APP_SECRET, "seed")).toBe(secret);
    expect(createOwnerSecret(APP_SECRET, "seeds")).not.toBe(secret);
    expect(createOwnerSecret(`${APP_SECRET}!`, "seed")).not.toBe(secret);
    expect(renewedOwnerSecret(APP_SECRET, secret)).not.toBe(secret);
  });

  test("its hash does not give it away", () => {
    const secret = create();
    expect(hashOwner(secret)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOwner(secret)).not.toContain(secret);
  });
});

describe("owner cookie", () => {
  test("is HttpOnly and SameSite=Lax, and on https alone Secure, with the prefix that binds it to this host", () => {
    const secret = create();
    expect(ownerCookie(secret, false)).toBe(`mizual_owner=${secret}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax`);
    expect(ownerCookie(secret, true)).toBe(
      `__Host-mizual_owner=${secret}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure`,
    );
  });

  test("is found among other cookies", () => {
    const secret = create();
    expect(read(`theme=dark; mizual_owner=${secret}; a=b`)).toEqual({ secret, old: false });
    expect(read(`theme=dark; __Host-mizual_owner=${secret}; a=b`, true)).toEqual({ secret, old: false });
  });

  test.each([null, "", "mizual_owner=", "mizual_owner=short", "xmizual_owner=a", `mizual_owner=${"é".repeat(43)}`])(
    "is absent in %j",
    (header) => {
      expect(read(header)).toBeNull();
    },
  );

  test("is ours alone: what a browser brings of its own making, or of another app's, is at most an old one", () => {
    const foreign = createOwnerSecret("another app's secret of 32 characters");
    for (const secret of ["A".repeat(43), randomBytes(32).toString("base64url"), foreign]) {
      expect(read(`mizual_owner=${secret}`)).toEqual({ secret, old: true });
      expect(read(`__Host-mizual_owner=${secret}`, true)).toBeNull();
    }
  });

  test("is the one of ours, wherever a planted one stands", () => {
    const [own, planted] = [create(), "A".repeat(43)];
    expect(read(`mizual_owner=${planted}; mizual_owner=${own}`)).toEqual({ secret: own, old: false });
  });

  test("over https is no neighbour's: one without the prefix is not taken, though we made it for somebody", () => {
    const [own, neighbours] = [create(), create()];
    expect(read(`mizual_owner=${neighbours}`, true)).toBeNull();
    expect(read(`mizual_owner=${neighbours}; __Host-mizual_owner=${own}`, true)).toEqual({ secret: own, old: false });
  });
});
