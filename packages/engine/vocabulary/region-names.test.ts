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
  ])("says %s", (name, regions) => {
    expect(nameRegions(regions)).toBe(name);
  });
});
