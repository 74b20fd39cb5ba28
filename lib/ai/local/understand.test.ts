import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { understand } from "./understand";

type Expected = {
  request: string;
  operations: { name: string; params: Record<string, string | number> }[];
  left: string[] | null;
};

const lines = readFileSync(path.join(import.meta.dirname, "../../../tests/corpus/requests.txt"), "utf8").split("\n");

const corpus = lines
  .filter((line) => line.trim() !== "" && !line.startsWith("#"))
  .map((line): Expected => {
    const [request = "", plan = ""] = line.split(" => ");
    const [operations = "", left] = plan.split(" | ");
    return {
      request,
      operations: operations.trim() === "-" ? [] : operations.split(";").map(readOperation),
      left: left === undefined ? null : left.split(";").map((words) => words.trim()),
    };
  });

function readOperation(text: string): Expected["operations"][number] {
  const [name = "", ...params] = text.trim().split(" ");
  const pairs = params.map((param) => {
    const [key = "", value = ""] = param.split("=");
    return [key, Number.isNaN(Number(value)) ? value : Number(value)] as const;
  });
  return { name, params: Object.fromEntries(pairs) };
}

describe("understand", () => {
  it("has a corpus of some size, a quarter of it not doable", () => {
    expect(corpus.length).toBeGreaterThan(150);
    expect(corpus.filter(({ operations }) => operations.length === 0).length).toBeGreaterThan(corpus.length / 4);
  });

  it.each(corpus)("reads: $request", ({ request, operations, left }) => {
    const heard = understand(request);
    expect(heard.operations.map(({ operation }) => operation.name)).toEqual(operations.map(({ name }) => name));
    for (const [index, { params }] of operations.entries())
      expect(heard.operations[index]?.params).toMatchObject(params);
    if (left !== null) expect(heard.notUnderstood).toEqual(left);
    else if (operations.length > 0) expect(heard.notUnderstood).toEqual([]);
  });

  it("quotes the person's own words", () => {
    const heard = understand("  Make it BRIGHTER, please; then Remove the Lamp-Post!");
    expect(heard.operations.map(({ words }) => words)).toEqual(["Make it BRIGHTER"]);
    expect(heard.notUnderstood).toEqual(["Remove the Lamp-Post"]);
  });

  it("keeps up with a long request", () => {
    const heard = understand("add a dog and a cat, make it brighter ".repeat(50));
    expect(heard.operations).toEqual([]);
    expect(heard.notUnderstood.length).toBeGreaterThan(0);
  });
});
