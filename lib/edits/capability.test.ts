import { describe, expect, test } from "vitest";
import { clientOf } from "@/tests/factories/edits";
import { deleteToken, isMaker, mayChange } from "./capability";
import { createOwnerSecret, hashOwner } from "./owner-cookie";

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
