import { describe, expect, it } from "vitest";
import { insteadOfErasing, notUnderstood } from "./not-understood";
import { OPERATIONS } from "./operations";
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

describe("what many ask for and no edit can give", () => {
  const detailFor = (request: string): string => {
    const { operations, notUnderstood: left } = READER.understand(request);
    expect(operations).toEqual([]);
    return notUnderstood(left, OPERATIONS).detail;
  };

  it.each([
    ["convert to png", "when you download"],
    ["save this as a JPEG", "when you download"],
    ["turn it into a pdf", "when you download"],
    ["zoom out", "more room around it"],
    ["zoom it out a bit", "more room around it"],
    ["add a date stamp", "say the date"],
    ["add the date like old cameras", "say the date"],
  ])("%s: tells what to do", (request, told) => {
    expect(detailFor(request)).toContain(told);
  });

  it.each(["make the png car fly", "put him on a blind date with her", "remove the zoomed person"])(
    "is not told of: %s",
    (request) => {
      expect(detailFor(request)).toContain("did not understand");
    },
  );

  it("offers only what is understood", () => {
    const offered = ["zoom out", "add a date stamp"].flatMap((request) =>
      [...detailFor(request).matchAll(/“([^”]+)”/gu)].map((match) => match[1] ?? "").slice(1),
    );
    expect(offered.length).toBeGreaterThan(3);
    for (const request of offered)
      expect({ request, left: READER.understand(request).notUnderstood }).toEqual({ request, left: [] });
  });
});
