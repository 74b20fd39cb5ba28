import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const ROOT = path.join(import.meta.dirname, "..");

/** Files and folders from the ground up. Each may import its own line and those before it, types as well; none after. */
const LAYERS: readonly (readonly string[])[] = [
  ["plan", "errors", "how-much", "package-file"],
  ["vocabulary"],
  ["pixels", "work", "stop-signal"],
  ["draw"],
  ["nets"],
  ["pattern", "operation"],
  ["language"],
  ["regions"],
  ["operations"],
  ["reader", "render", "not-understood"],
  ["worker"],
  ["engine"],
  ["index"],
];

const LAYER_OF = new Map(LAYERS.flatMap((names, layer) => names.map((name) => [name, layer] as const)));

/** Language and what is known of pixels do not look at each other, though one of them has to stand above. */
const APART: ReadonlyArray<readonly [from: string, to: string]> = [
  ["regions", "language"],
  ["operations", "language"],
];

/** The file or folder of the package to which a path belongs. */
const roomOf = (file: string): string => path.relative(ROOT, file).split(path.sep)[0]?.replace(/\.ts$/, "") ?? "";

function importsOf(file: string): string[] {
  const specifiers = readFileSync(file, "utf8").matchAll(/(?:from|import\(|import) ?"(\.[^"]*)"/g);
  return [...specifiers].map(([, specifier = ""]) => roomOf(path.join(path.dirname(file), specifier)));
}

it("imports down only", () => {
  const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !file.includes("node_modules"))
    .map((file) => path.join(ROOT, file))
    .filter((file) => LAYER_OF.has(roomOf(file)));
  expect(files.length).toBeGreaterThan(100);
  const upward = files.flatMap((file) => {
    const from = roomOf(file);
    return importsOf(file)
      .filter((to) => to !== from)
      .filter((to) => {
        const isApart = APART.some(([one, other]) => one === from && other === to);
        return isApart || (LAYER_OF.get(to) ?? Infinity) > (LAYER_OF.get(from) ?? -1);
      })
      .map((to) => `${path.relative(ROOT, file)} → ${to}`);
  });
  expect(upward).toEqual([]);
});
