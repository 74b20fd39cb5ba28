import type { Import } from "./import-graph";

const PRODUCT = /^(app|components|db|inngest|lib|packages)\//;
const TESTS = /\.(test|contract)\.|^packages\/[^/]+\/(tests|bench|scripts)\//;

/** The folder that a file is drawn in: two deep where the first only gathers others. */
function roomOf(file: string): string {
  const parts = file.split("/");
  return parts[0] === "lib" || parts[0] === "packages" ? parts.slice(0, 2).join("/") : (parts[0] ?? file);
}

/**
 * The folders of the product and who imports whom, as a Mermaid flowchart; dotted where only types are imported.
 * @example drawRooms(readImports(root, sourceFiles(root))) // "flowchart TD\n  app --> lib/http\n…"
 */
export function drawRooms(imports: readonly Import[]): string {
  const arrows = new Map<string, boolean>();
  for (const { from, to, typeOnly } of imports) {
    if (![from, to].every((file) => PRODUCT.test(file) && !TESTS.test(file))) continue;
    const [room, other] = [roomOf(from), roomOf(to)];
    if (room === other) continue;
    const arrow = JSON.stringify([room, other]);
    arrows.set(arrow, (arrows.get(arrow) ?? true) && typeOnly);
  }
  const lines = [...arrows].toSorted().map(([arrow, typesOnly]) => {
    const [room, other] = JSON.parse(arrow) as [string, string];
    return `  ${room} ${typesOnly ? "-.->" : "-->"} ${other}\n`;
  });
  return `flowchart TD\n${lines.join("")}`;
}
