import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  createOwnerSecret,
  deleteToken,
  hashOwner,
  isMaker,
  mayChange,
  ownerCookie,
  readOwnerSecret,
  renewedOwnerSecret,
} from "./credentials";
import { clientOf } from "@/tests/factories/edits";

const APP_SECRET = "an app secret of at least 32 characters";
const EDIT = "0b8f6a44-5d0e-4f0c-9f4e-3a4d7f1f2c11";

describe("mayChange", () => {
  const owner = hashOwner(createOwnerSecret(APP_SECRET));
  const stranger = hashOwner(createOwnerSecret(APP_SECRET));
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

describe("isMaker", () => {
  const owner = hashOwner(createOwnerSecret(APP_SECRET));
  const stranger = hashOwner(createOwnerSecret(APP_SECRET));
  const token = deleteToken(APP_SECRET, EDIT);

  test.each([
    ["its browser", { ownerHash: owner }, true, true],
    ["its token", { bearer: token }, true, true],
    ["its token, from a page", { bearer: token, byPage: true }, true, true],
    ["another browser", { ownerHash: stranger, byPage: true }, false, false],
    ["another browser that has made nothing", { byPage: true }, false, false],
    ["a client without cookie and token", {}, false, true],
    ["a client with another's cookie", { ownerHash: stranger }, false, true],
  ])("%s, for an edit of a page and for one of the API", (_who, overrides, ofPage, ofApi) => {
    const client = clientOf("c", overrides);
    const made = (madeByPage: boolean) => isMaker({ id: EDIT, ownerHash: owner, madeByPage }, client, APP_SECRET);
    expect([made(true), made(false)]).toEqual([ofPage, ofApi]);
  });
});

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
