import { expect, it } from "vitest";
import { readVersions } from "./work";

it("reads what is needed, once, and nothing else", async () => {
  const read: number[] = [];
  const version = async (number: number) => {
    read.push(number);
    return new Uint8Array([number]);
  };
  expect(await readVersions([], version)).toEqual(new Map());
  expect(read).toEqual([]);
  expect(await readVersions([2, 0, 2], version)).toEqual(
    new Map([
      [2, new Uint8Array([2])],
      [0, new Uint8Array([0])],
    ]),
  );
  expect(read).toEqual([2, 0]);
});

it.each([
  ["the chain has no such version", async () => null],
  ["there is no chain", undefined],
])("says so when %s", async (_why, read) => {
  await expect(readVersions([3], read)).rejects.toMatchObject({
    code: "NOT_UNDERSTOOD",
    detail: expect.stringContaining("version 3") as unknown,
  });
});
