import { describe, expect, it } from "vitest";
import { READER } from "../reader";
import { changesMeaning } from "./leftover";

/** What the best effort does of a request, as names of operations; none where it must refuse. */
function done(request: string): string[] {
  const { operations, notUnderstood } = READER.understand(request);
  return notUnderstood.some(changesMeaning) ? [] : operations.map(({ operation }) => operation.name);
}

describe("the best effort", () => {
  it.each([
    ["add a dog, then sharpen", ["sharpen"], ["add a dog"]],
    ["brighter, because my aunt loves summer days", ["brightness"], []],
    ["make it warmer, for a friend of mine", ["warmth"], []],
    ["Make it black and white. My zorgle was blorping.", ["black-and-white"], []],
    ["put a hat on him and crop to square", ["crop"], ["put a hat on him"]],
    ["make it brighter and whiten her zorgles", ["brightness"], ["whiten her zorgles"]],
  ])("does the rest of: %s", (request, operations, left) => {
    expect(done(request)).toEqual(operations);
    expect(READER.understand(request).notUnderstood).toEqual(left);
  });

  it.each([
    "only the sky brighter and keep zzz",
    "brighter, keep the zorgle",
    "make it warmer. Leave the glorp alone",
    "make it warmer. The glorp must stay",
    "brighten it. The zorgle stays dark.",
    "make it brighter. Just the zorgle",
    "sharpen it. Don't touch her zorgle",
    "sharpen it. Never blorp it",
    "warmer. No zorgles please",
    "make it black and white. Unless the zorgle is red",
    "more contrast. Preserve the frobnitz",
    "more contrast. The frobnitz as it is",
    "more contrast. Everything apart from the frobnitz",
    "brighter, just the zorgle by the door",
    "brighter, the zorgle",
    "brighter, for the zorgle",
    "make it warmer except the zorgle",
    "warmer everywhere but the zorgle",
    "make it brighter without touching the zorgle",
    "rotate it left if it is zorgled",
  ])("refuses where what is left over may change the meaning: %s", (request) => {
    expect(READER.understand(request).notUnderstood).not.toEqual([]);
    expect(done(request)).toEqual([]);
  });

  it.each(["make the zorgle red and brighter", "fix the zorgle, then warmer"])(
    "does not take for the picture what is said of something unknown: %s",
    (request) => {
      expect(done(request)).toEqual([]);
    },
  );

  it.each(["brighter but not the sky pls", "make everything but the sky brighter"])(
    "has no part in a limit that is understood: %s",
    (request) => {
      const { operations, notUnderstood } = READER.understand(request);
      expect(notUnderstood).toEqual([]);
      expect(operations.map(({ within }) => within)).toEqual([[{ name: "sky", except: true }]]);
    },
  );
});
