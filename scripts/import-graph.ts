import { readdirSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import path from "node:path";
import { parseSync } from "oxc-parser";

/** One import of a file: `to` is a path from the root, `npm:` with the name of a package, or `node:` with a module's. */
export type Import = {
  /** File that imports, from the root. */
  from: string;
  to: string;
  line: number;
  /** Nothing of it is left at run time. */
  typeOnly: boolean;
  /** By `import()`: loaded when that is reached. */
  dynamic: boolean;
};

/** Folders that hold no source of ours. */
const SKIPPED = new Set(["node_modules", ".next", ".git", "public", "docs"]);

const isSource = (name: string): boolean => /\.(ts|tsx|mts|mjs)$/.test(name) && !name.endsWith(".d.ts");

/** All source files below a folder, by their paths from it. */
export function sourceFiles(root: string, folder = ""): string[] {
  return readdirSync(path.join(root, folder), { withFileTypes: true })
    .filter(({ name }) => !SKIPPED.has(name))
    .flatMap((entry) => {
      const name = path.posix.join(folder, entry.name);
      if (entry.isDirectory()) return sourceFiles(root, name);
      return isSource(name) ? [name] : [];
    });
}

/**
 * Every static import, re-export and `import()` of these files, as the linter's own parser reads them. `@/a` stands for
 * `a` at the root; a relative path, and a workspace package by its folder, for the file that it leads to.
 * @throws when a file cannot be parsed.
 */
export function readImports(root: string, files: readonly string[]): Import[] {
  const known = new Set(files);
  return files.flatMap((from) => {
    const source = readFileSync(path.join(root, from), "utf8");
    const { module, errors } = parseSync(from, source);
    if (errors.length > 0) throw new Error(`${from}: ${errors[0]?.message ?? "cannot be parsed"}`);
    const lineAt = (offset: number): number => source.slice(0, offset).split("\n").length;
    const entry = (request: string, start: number, typeOnly: boolean, dynamic = false): Import => ({
      from,
      to: target(known, from, request),
      line: lineAt(start),
      typeOnly,
      dynamic,
    });
    const imports = module.staticImports.map(({ moduleRequest, entries, start }) =>
      entry(moduleRequest.value, start, entries.length > 0 && entries.every(({ isType }) => isType)),
    );
    const reexports = module.staticExports.flatMap(({ entries, start }) => {
      const [first] = entries;
      if (first?.moduleRequest === undefined || first.moduleRequest === null) return [];
      return [
        entry(
          first.moduleRequest.value,
          start,
          entries.every(({ isType }) => isType),
        ),
      ];
    });
    const dynamic = module.dynamicImports.flatMap(({ moduleRequest, start }) => {
      const text = source.slice(moduleRequest.start, moduleRequest.end);
      return /^["'`][^$]*["'`]$/.test(text) ? [entry(text.slice(1, -1), start, false, true)] : [];
    });
    return [...imports, ...reexports, ...dynamic];
  });
}

const WORKSPACE = /^@mizual\/([^/]+)/;

function target(known: ReadonlySet<string>, from: string, request: string): string {
  if (request.startsWith("@/")) return fileOf(known, request.slice(2));
  if (request.startsWith(".")) return fileOf(known, path.posix.join(path.posix.dirname(from), request));
  const [, workspace] = WORKSPACE.exec(request) ?? [];
  if (workspace !== undefined) return fileOf(known, request.replace(WORKSPACE, `packages/${workspace}`));
  return isBuiltin(request) ? `node:${request.replace("node:", "")}` : `npm:${request}`;
}

/** The file that a path without an ending means; the path itself where there is none. */
function fileOf(known: ReadonlySet<string>, name: string): string {
  const candidates = [name, `${name}.ts`, `${name}.tsx`, `${name}/index.ts`, `${name}/index.tsx`];
  return candidates.find((candidate) => known.has(candidate)) ?? name;
}

/** The names that a file exports of its own, types as well; what it only passes on is another file's. */
export function readExports(root: string, file: string): string[] {
  const { module } = parseSync(file, readFileSync(path.join(root, file), "utf8"));
  return module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, exportName }) => (moduleRequest === null ? [exportName.name ?? "default"] : [])),
  );
}

/** What is loaded with a file: itself and all that it imports, and so on, by `import()` only where `dynamic` is asked for. */
export function loadedWith(imports: readonly Import[], file: string, { dynamic = false } = {}): Set<string> {
  const byFile = new Map<string, string[]>();
  for (const each of imports)
    if (!each.typeOnly && (dynamic || !each.dynamic))
      byFile.set(each.from, [...(byFile.get(each.from) ?? []), each.to]);
  const reached = new Set([file]);
  for (const at of reached) for (const to of byFile.get(at) ?? []) reached.add(to);
  return reached;
}

/** How a file comes to load another: the files in between, both ends included; empty when it does not. */
export function pathBetween(imports: readonly Import[], from: string, to: string): string[] {
  const before = new Map<string, string>([[from, ""]]);
  for (const [at] of before) {
    if (at === to) break;
    for (const each of imports)
      if (each.from === at && !each.typeOnly && !each.dynamic && !before.has(each.to)) before.set(each.to, at);
  }
  const path: string[] = [];
  for (let at = before.has(to) ? to : ""; at !== ""; at = before.get(at) ?? "") path.unshift(at);
  return path;
}
