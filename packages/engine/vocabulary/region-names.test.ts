import { describe, expect, it } from "vitest";
import type { Region } from "../plan";
import { nameRegions } from "./region-names";

const except = (name: Region["name"]): Region => ({ name, except: true });

describe("nameRegions", () => {
  it.each<[string, Region[]]>([
    ["the whole picture", []],
    ["the sky", [{ name: "sky" }]],
    ["the left side of the background", [{ name: "background" }, { name: "left" }]],
    ["the shadows of the sky", [{ name: "sky" }, { name: "shadows" }]],
    ["all that is green on the ground", [{ name: "ground" }, { name: "colour", colour: "green" }]],
    ["the largest dark blue area", [{ name: "colour", colour: "darkblue", largest: true }]],
    ["everything but the skin", [except("skin")]],
    ["everything but the skin, the sky and the water", [except("skin"), except("sky"), except("water")]],
    ["the background except the ground", [{ name: "background" }, except("ground")]],
    ["the face on the left", [{ name: "face", at: "left", one: true }]],
    ["all faces but the one in the middle", [{ name: "face", at: "centre", one: true, others: true }]],
    ["the eyes of the faces in the background", [{ name: "eyes", at: "background" }]],
  ])("says %s", (name, regions) => {
    expect(nameRegions(regions)).toBe(name);
  });
});
