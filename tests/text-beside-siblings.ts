import { parseSync } from "oxc-parser";

type Node = { type: string; start: number; [key: string]: unknown };

/** A text whose place among its siblings changes: `line` in the source, and what is wrong. */
export type LooseText = { line: number; why: string };

/**
 * Texts of a JSX source that React would look for where a browser's translation has put something else in their place:
 * translators replace each text node. React removes a text node where text comes and goes beside siblings, and puts
 * an element in front of one where the element comes and goes; either ends in an exception and an empty page. And a
 * text that changes beside siblings is changed where nobody sees it any more. A text that is an element's only child is
 * safe: React writes it by the element.
 */
export function findLooseTexts(file: string, source: string): LooseText[] {
  const { program } = parseSync(file, source);
  const found: LooseText[] = [];
  const lineOf = (at: number): number => source.slice(0, at).split("\n").length;
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) {
      for (const each of value) visit(each);
      return;
    }
    if (!isNode(value)) return;
    if (value.type === "JSXElement" || value.type === "JSXFragment") {
      for (const { at, why } of looseIn(value)) found.push({ line: lineOf(at), why });
    }
    for (const [key, each] of Object.entries(value)) if (key !== "parent") visit(each);
  };
  visit(program);
  return found;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

/** How a child shows: `element`: always one; `text`: always the same text; `changing`: text that may become another. */
type Child = { at: number; shows: "element" | "text" | "changing"; comesAndGoes: boolean };

function looseIn({ children, type }: Node): Array<{ at: number; why: string }> {
  const shown = (children as Node[]).flatMap((child) => childOf(child));
  if (shown.length < 2 && type !== "JSXFragment") return [];
  return shown.flatMap((child, index) => {
    const next = shown.slice(index + 1).find((other) => !(other.comesAndGoes && other.shows === "element"));
    if (child.comesAndGoes && child.shows !== "element")
      return [{ at: child.at, why: "text comes and goes beside siblings" }];
    if (child.shows === "changing") return [{ at: child.at, why: "text changes beside siblings" }];
    if (child.comesAndGoes && next !== undefined && next.shows !== "element")
      return [{ at: child.at, why: "an element comes and goes before a text" }];
    return [];
  });
}

function childOf(child: Node): Child[] {
  if (child.type === "JSXText") {
    const text = String(child["value"]);
    return text.trim() === "" && (text.includes("\n") || text === "")
      ? []
      : [{ at: child.start, shows: "text", comesAndGoes: false }];
  }
  if (child.type !== "JSXExpressionContainer") return [{ at: child.start, shows: "element", comesAndGoes: false }];
  const { shows, comesAndGoes } = valueOf(child["expression"] as Node);
  return shows === null ? [] : [{ at: child.start, shows, comesAndGoes }];
}

/** As constants are written. */
const CONSTANT = /^[A-Z][A-Z\d_]+$/;

/** What stands for elements by its name, since a source does not show types. */
const ELEMENTS = ["children", "icon", "action", "engine", "tools"];

function namedValue(name: string): Value {
  if (CONSTANT.test(name)) return { shows: "text", comesAndGoes: false };
  return { shows: ELEMENTS.includes(name) ? "element" : "changing", comesAndGoes: false };
}

type Value = { shows: Child["shows"] | null; comesAndGoes: boolean };

function valueOf(expression: Node): Value {
  const nothing: Value = { shows: null, comesAndGoes: false };
  switch (expression.type) {
    case "JSXEmptyExpression":
      return nothing;
    case "ParenthesizedExpression":
      return valueOf(expression["expression"] as Node);
    case "JSXElement":
    case "JSXFragment":
      return { shows: "element", comesAndGoes: false };
    case "Literal":
      return typeof expression["value"] === "string" ? { shows: "text", comesAndGoes: false } : nothing;
    case "LogicalExpression":
      return either(valueOf(expression["right"] as Node), nothing);
    case "ConditionalExpression":
      return either(valueOf(expression["consequent"] as Node), valueOf(expression["alternate"] as Node));
    // Lists, and what is handed in as children.
    case "CallExpression": {
      const name = ((expression["callee"] as Node)["property"] as Node | undefined)?.["name"];
      if (name === "map" || name === "flatMap") return { shows: "element", comesAndGoes: true };
      return { shows: "changing", comesAndGoes: false };
    }
    case "Identifier":
      return namedValue(String(expression["name"]));
    case "MemberExpression": {
      let root = expression["object"] as Node;
      while (root.type === "MemberExpression") root = root["object"] as Node;
      if (CONSTANT.test(String(root["name"]))) return { shows: "text", comesAndGoes: false };
      return namedValue(String((expression["property"] as Node)["name"]));
    }
    default:
      return { shows: "changing", comesAndGoes: false };
  }
}

function either(one: Value, other: Value): Value {
  const kinds = [one.shows, other.shows];
  if (kinds.every((kind) => kind === "text")) return { shows: "changing", comesAndGoes: false };
  const shows = kinds.includes("changing") ? "changing" : kinds.includes("text") ? "text" : (one.shows ?? other.shows);
  return { shows, comesAndGoes: true };
}
