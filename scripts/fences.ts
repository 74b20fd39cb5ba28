import path from "node:path";
import { FENCES, SDKS } from "../fences.config";
import { checkFences, findCycles } from "./check-fences";
import { drawRooms } from "./draw-rooms";
import { readImports, sourceFiles } from "./import-graph";

// `npm run fences`: refuses imports that go against fences.config.ts, and circles of imports. With `--mermaid` it draws
// the folders of the product and the arrows between them instead.
const root = path.join(import.meta.dirname, "..");
const imports = readImports(root, sourceFiles(root));

if (process.argv.includes("--mermaid")) {
  process.stdout.write(drawRooms(imports));
} else {
  const refused = checkFences(imports, FENCES, SDKS).map(
    ({ at, to, name, why }) => `${at} imports ${to}\n    ${name}: ${why}`,
  );
  const cycles = findCycles(imports.filter(({ typeOnly }) => !typeOnly)).map(
    (files) =>
      `${[...files, files[0]].join(" → ")}\n    cycle: Files that import each other are one file, or lack a third that both stand on.`,
  );
  for (const line of [...refused, ...cycles]) console.error(line);
  if (refused.length + cycles.length > 0) process.exitCode = 1;
}
