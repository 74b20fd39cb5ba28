import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isOpenToOthers, makePrivate, makePrivateFolder } from "./private-folder";

let parent: string;

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), "mizual-private-"));
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

const mode = (entry: string): string => (statSync(entry).mode & 0o777).toString(8);

test("what is open to everybody is its owner's alone afterwards, at any depth; links lead on to what they led to", () => {
  const folder = path.join(parent, "data");
  mkdirSync(path.join(folder, "db", "pg_wal"), { recursive: true });
  const outside = path.join(parent, "outside");
  writeFileSync(outside, "");
  symlinkSync(outside, path.join(folder, "link"));
  for (const file of ["secret", "db/PG_VERSION", "db/pg_wal/1"]) writeFileSync(path.join(folder, file), "");
  const entries = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name !== "link");
  for (const name of entries) {
    const entry = path.join(folder, name);
    chmodSync(entry, statSync(entry).isDirectory() ? 0o777 : 0o666);
  }
  const command = path.join(folder, "command");
  writeFileSync(command, "");
  chmodSync(command, 0o755);
  for (const entry of [folder, outside]) chmodSync(entry, 0o755);

  expect(isOpenToOthers(folder)).toBe(true);
  expect(makePrivate(folder)).toBe(0);
  expect(isOpenToOthers(folder)).toBe(false);
  for (const name of entries)
    expect([name, mode(path.join(folder, name))]).toEqual([
      name,
      name.includes(".") || /secret|VERSION|1$/.test(name) ? "600" : "700",
    ]);
  // What its owner may do stays.
  expect(mode(command)).toBe("700");
  expect(mode(outside)).toBe("755");
});

test("a new folder is its owner's alone, with what is made above it", () => {
  makePrivateFolder(path.join(parent, "not", "yet"));
  expect([mode(path.join(parent, "not")), mode(path.join(parent, "not", "yet"))]).toEqual(["700", "700"]);
  expect(isOpenToOthers(path.join(parent, "nothing"))).toBe(false);
});
