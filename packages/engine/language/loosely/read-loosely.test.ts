import { describe, expect, it } from "vitest";
import { READER } from "../../reader";

/** The names of what is understood, and what is told to be left out. */
function read(request: string): { names: string[]; left: string[] } {
  const { operations, notUnderstood } = READER.understand(request);
  return { names: operations.map(({ operation }) => operation.name), left: notUnderstood };
}

describe("reading in other words", () => {
  it("says in the grammar's words what was said in others", () => {
    expect(read("the picture could use some punch")).toEqual({ names: ["punch"], left: [] });
    expect(read("crispier")).toEqual({ names: ["sharpen"], left: [] });
  });

  it("does without reasons and likenesses where a look is asked for", () => {
    expect(read("darken the edges slightly to draw the eye in")).toEqual({ names: ["brightness"], left: [] });
  });

  it("never does without a figure, a limit or an order", () => {
    for (const request of [
      "make it brighter by 20 degrees",
      "brighten the sky instead of the sea",
      "rotate it by 20 %",
    ])
      expect({ request, ...read(request) }).toEqual({ request, names: [], left: [request] });
  });

  it("tells which words it left out where they may say where", () => {
    expect(read("too much glare on the table")).toEqual({ names: ["highlights"], left: ["on the table"] });
  });

  it("does to all of the picture only what brings out what is there", () => {
    expect(read("sharpen the stonework").names).toEqual(["sharpen"]);
    expect(read("make the stonework blue").names).toEqual([]);
    expect(read("brighten the stonework").names).toEqual([]);
  });

  it("does once what is complained of and asked for", () => {
    expect(read("brighten my face its all in shadow").names).toEqual(["brightness"]);
  });

  it("leaves out what a crop is to spare, and tells it", () => {
    expect(read("crop it square, keep the yellow trees in")).toEqual({ names: ["crop"], left: ["the yellow trees"] });
  });
});
