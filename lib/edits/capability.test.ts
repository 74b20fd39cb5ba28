import { describe, expect, test } from "vitest";
import { createOwnerSecret, deleteToken, hashOwner, mayChange, ownerCookie, readOwnerSecret } from "./capability";

const APP_SECRET = "an app secret of at least 32 characters";
const EDIT = "0b8f6a44-5d0e-4f0c-9f4e-3a4d7f1f2c11";

describe("owner cookie", () => {
  test("holds 256 random bits, different each time", () => {
    const secrets = new Set(Array.from({ length: 100 }, createOwnerSecret));
    expect(secrets.size).toBe(100);
    for (const secret of secrets) expect(Buffer.from(secret, "base64url")).toHaveLength(32);
  });

  test("is HttpOnly and SameSite=Lax, and Secure on https alone", () => {
    const secret = createOwnerSecret();
    expect(ownerCookie(secret, false)).toBe(`mizual_owner=${secret}; Path=/; Max-Age=34560000; HttpOnly; SameSite=Lax`);
    expect(ownerCookie(secret, true)).toMatch(/; Secure$/);
  });

  test("is found among other cookies", () => {
    const secret = createOwnerSecret();
    expect(readOwnerSecret(`theme=dark; mizual_owner=${secret}; a=b`)).toBe(secret);
  });

  test.each([null, "", "mizual_owner=", "mizual_owner=short", "xmizual_owner=a", `mizual_owner=${"é".repeat(43)}`])(
    "is absent in %j",
    (header) => {
      expect(readOwnerSecret(header)).toBeNull();
    },
  );

  test("its hash does not give it away", () => {
    const secret = createOwnerSecret();
    expect(hashOwner(secret)).toMatch(/^[0-9a-f]{64}$/);
    expect(hashOwner(secret)).not.toContain(secret);
  });
});

describe("mayChange", () => {
  const owner = hashOwner(createOwnerSecret());
  const stranger = hashOwner(createOwnerSecret());
  const token = deleteToken(APP_SECRET, EDIT);

  test("the owner may", () => {
    expect(mayChange(owner, EDIT, { ownerHash: owner, bearer: null }, APP_SECRET)).toBe(true);
  });

  test("the token may, also without an owner", () => {
    expect(mayChange(owner, EDIT, { ownerHash: stranger, bearer: token }, APP_SECRET)).toBe(true);
    expect(mayChange(null, EDIT, { ownerHash: null, bearer: token }, APP_SECRET)).toBe(true);
  });

  test("the token is the same whatever the case of the id", () => {
    expect(deleteToken(APP_SECRET, EDIT.toUpperCase())).toBe(token);
  });

  test.each([
    ["nobody", { ownerHash: null, bearer: null }],
    ["a stranger", { ownerHash: stranger, bearer: null }],
    ["a wrong token", { ownerHash: null, bearer: `${token}x` }],
    ["an empty token", { ownerHash: null, bearer: "" }],
    ["another edit's token", { ownerHash: null, bearer: deleteToken(APP_SECRET, EDIT.replace("0b", "0c")) }],
    ["a token of another secret", { ownerHash: null, bearer: deleteToken(`${APP_SECRET}!`, EDIT) }],
    ["the owner's hash as a token", { ownerHash: null, bearer: owner }],
  ])("%s may not", (_who, credentials) => {
    expect(mayChange(owner, EDIT, credentials, APP_SECRET)).toBe(false);
  });

  test("an edit without owner belongs to nobody", () => {
    expect(mayChange(null, EDIT, { ownerHash: null, bearer: null }, APP_SECRET)).toBe(false);
  });
});
