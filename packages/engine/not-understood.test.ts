import { describe, expect, it } from "vitest";
import { insteadOfErasing } from "./not-understood";
import { READER } from "./reader";

describe("what is offered instead of erasing", () => {
  it.each([
    ["erase the bottom of the picture", "cut off the bottom third"],
    ["erase the left half", "cut off the left third"],
    ["delete everything in the upper part", "cut off the top third"],
    ["remove the text", "cut off the bottom third"],
  ])("%s: %s", (request, offered) => {
    expect(READER.understand(request).operations).toEqual([]);
    expect(insteadOfErasing(request)).toContain(offered);
  });

  it.each(["top", "bottom", "left", "right", "text"])("is understood: %s", (what) => {
    for (const offered of insteadOfErasing(`erase the ${what}`)) {
      expect({ offered, left: READER.understand(offered).notUnderstood }).toEqual({ offered, left: [] });
    }
  });

  it.each(["remove the lamp post", "add text at the top", "make it purple polka dots"])(
    "is nothing for: %s",
    (request) => {
      expect(insteadOfErasing(request)).toEqual([]);
    },
  );
});
