import type { Import } from "./import-graph";

/** Files that a rule is about, what they must not import, and the sentence that says what to do instead. */
export type Fence = {
  name: string;
  /** Pattern of the importing files: those that it fits, or all that it does not. */
  from: { path: string } | { not: string };
  /** Pattern of what must not be imported: paths from the root and names of packages. */
  to: string;
  /** Pattern of what may be imported all the same. */
  except?: string;
  /** True: types must not be imported either. */
  types?: boolean;
  why: string;
};

/** An import, and the rule that stands in its way. */
export type Refusal = { at: string; to: string; name: string; why: string };

/** Code that runs nowhere but in tests and tools: the rules on packages are not for it. */
const TOOLS = /^(tests|bench|scripts)\/|\.(test|contract)\.|^packages\/[^/]+\/(tests|bench|scripts)\//;

/**
 * What of these imports stands against a rule.
 * @example check(readImports(root, files), FENCES, SDKS).map(({ at, to, why }) => `${at} imports ${to}: ${why}`)
 */
export function checkFences(
  imports: readonly Import[],
  fences: readonly Fence[],
  sdks: Readonly<Record<string, string>>,
): Refusal[] {
  const rules = fences.map((fence) => ({
    ...fence,
    applies: (file: string): boolean =>
      "path" in fence.from ? matches(fence.from.path, file) : !matches(fence.from.not, file),
  }));
  return imports.flatMap(({ from, to, line, typeOnly }) => {
    const refusal = (name: string, why: string): Refusal => ({ at: `${from}:${line}`, to, name, why });
    const refused = rules
      .filter((rule) => rule.types === true || (!typeOnly && !TOOLS.test(from)))
      .filter((rule) => rule.applies(from) && matches(rule.to, to) && !matches(rule.except ?? "^$", to))
      .map(({ name, why }) => refusal(name, why));
    const sdk = Object.keys(sdks).find((name) => to === `npm:${name}` || to.startsWith(`npm:${name}/`));
    if (sdk === undefined || typeOnly || TOOLS.test(from) || matches(sdks[sdk] ?? "", from)) return refused;
    return [...refused, refusal("sdk", `${sdk} is imported in one place, behind a function of ours: call that.`)];
  });
}

/**
 * Files that import each other in a circle, directly or through others, by types as well as by values.
 * @returns one list for each circle: the files that it leads through, the first not repeated.
 */
export function findCycles(imports: readonly Import[]): string[][] {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const cycles: string[][] = [];
  const done = new Set<string>();
  const walk = (file: string, trail: readonly string[]): void => {
    const seen = trail.indexOf(file);
    if (seen !== -1) return void cycles.push(trail.slice(seen));
    if (done.has(file)) return;
    for (const target of next.get(file) ?? []) walk(target, [...trail, file]);
    done.add(file);
  };
  for (const file of next.keys()) walk(file, []);
  return cycles;
}

const compiled = new Map<string, RegExp>();

function matches(pattern: string, text: string): boolean {
  const found = compiled.get(pattern) ?? new RegExp(pattern);
  compiled.set(pattern, found);
  return found.test(text);
}
