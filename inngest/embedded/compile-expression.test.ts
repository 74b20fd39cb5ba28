import { expect, test } from "vitest";
import { compileExpression } from "./compile-expression";

const event = { name: "a", data: { id: "x", n: 2, off: false, none: null } };

test.each([
  ["event.data.n > 1", true],
  ["event.data.n > 2", false],
  ["event.data.id == 'x' && !event.data.off", true],
  ["event.data.none == null", true],
  ["event.data.missing == 'x'", false],
  ["event.data.missing != 'x'", false],
  ["event.data.id", false],
  ["event.data.id == async.data.id", true],
])("%s is %s", (expression, matches) => {
  expect(compileExpression(expression)({ event, async: { data: { id: "x" } } })).toBe(matches);
});

test("a key that both sides lack does not match", () => {
  expect(compileExpression("event.data.q == async.data.q")({ event, async: event })).toBe(false);
});

test("no condition always matches", () => {
  expect(compileExpression(undefined)({})).toBe(true);
});

test("what is not CEL is refused at once", () => {
  expect(() => compileExpression("event.data.n ===")).toThrow("Unexpected character");
});
