import { describe, expect, it } from "vitest";
import { type Photograph, photograph } from "../../tests/photographs";
import { quietWork } from "../../work";
import { passportPhoto } from "./passport-photo";
import { facesOf } from "../../regions/people/people-mask";

async function made(name: Photograph, format: "35x45" | "us") {
  const notes: string[] = [];
  const work = { ...quietWork(), note: (text: string) => notes.push(text) };
  return { after: await passportPhoto.apply(await photograph(name), { format }, work), notes: notes.join("; ") };
}

describe("passport-photo", () => {
  it.each([
    ["35x45", 35 / 45, 0.5, 0.7],
    ["us", 1, 28.6 / 50.8, 34.9 / 50.8],
  ] as const)(
    "has the shape, the face in the middle and the eyes where %s has them",
    async (format, ratio, low, high) => {
      for (const name of ["woman-red-wall", "woman-in-street"] as const) {
        const { after } = await made(name, format);
        expect(after.width / after.height).toBeCloseTo(ratio, 1);
        const [face] = await facesOf(after, quietWork());
        const [[leftX, leftY], [rightX, rightY]] = face?.eyes ?? [
          [0, 0],
          [0, 0],
        ];
        // The net puts eyes of a face that is larger in its square somewhat elsewhere.
        expect(Math.abs((leftX + rightX) / 2 / after.width - 0.5)).toBeLessThan(0.08);
        const eyes = 1 - (leftY + rightY) / 2 / after.height;
        // Found once more in the smaller picture, to 2 % of its height.
        expect(eyes).toBeGreaterThan(low - 0.02);
        expect(eyes).toBeLessThan(high + 0.02);
      }
    },
  );

  it("tells that it did not look at light and background, and of too few pixels", async () => {
    const { notes } = await made("woman-in-street", "us");
    expect(notes).toContain("background, light, expression and glasses were not checked");
    expect(notes).toContain("fewer than the 300 dots");
  });

  it.each([
    ["daisy", "No face"],
    ["three-men", "More than one face"],
    ["two-men-at-table", "More than one face"],
  ] as const)("refuses %s: %s", async (name, why) => {
    await expect(made(name, "35x45")).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
      detail: expect.stringContaining(why) as unknown,
    });
  });
});
