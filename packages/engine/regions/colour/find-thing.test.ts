import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { decode } from "../../render";
import { quietWork } from "../../work";
import { findThing } from "./find-thing";

const found = async (file: string, noun: string) =>
  findThing(
    await decode(await readFile(path.join(import.meta.dirname, "../../tests/photographs", file))),
    noun,
    quietWork(),
  );

describe("a thing that is called by its noun alone", () => {
  it.each([
    ["rose.webp", "rose", "red"],
    ["boat.webp", "boat", "red"],
    ["woman-red-wall.webp", "wall", "red"],
  ])("%s: the %s is %s", async (file, noun, colour) => {
    expect(await found(file, noun)).toEqual({ colour, largest: true });
  });

  it.each([
    ["scooter.webp", "scooter", "whose crates have a stronger colour"],
    ["daisy.webp", "flower", "of which only the middle has a colour"],
    ["woman-red-wall.webp", "car", "before a wall"],
    ["kitchen.webp", "chair", "of no strong colour"],
  ])("%s: asks for the colour of the %s, %s", async (file, noun) => {
    await expect(found(file, noun)).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
      detail: expect.stringContaining("Say which colour it has") as string,
    });
  });
});
