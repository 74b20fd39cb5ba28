import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { STAGE_STATUSES } from "@/lib/lifecycle";

// `npx tsx scripts/list-stages.ts`: writes lib/edits/stages/index.ts out of what the folder declares, in the order of
// the table of states. A test compares it; a stage without code is named by the compiler in lib/edits/run.ts.

const ROOT = path.join(import.meta.dirname, "..");
const FOLDER = path.join(ROOT, "lib", "edits", "stages");
const DECLARATION = /^export const (\w+): Stage<"(\w+)">/m;
const INTRODUCTION = `// The code of each stage, under the name of its status in \`lib/lifecycle.ts\`; the run asks for every one.
// Written by \`npx tsx scripts/list-stages.ts\`.
`;

/** The list of stages as it has to be. */
export function stageList(): string {
  const lines = readdirSync(FOLDER, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .flatMap((file) => {
      const [, name, status] = DECLARATION.exec(readFileSync(path.join(FOLDER, file), "utf8")) ?? [];
      if (name === undefined || status === undefined) return [];
      const from = file.replaceAll(path.sep, "/").replace(/(\/index)?\.ts$/, "");
      return [{ status, line: `export { ${name} as ${status} } from "./${from}";\n` }];
    });
  const order = STAGE_STATUSES as readonly string[];
  return (
    INTRODUCTION +
    lines
      .toSorted((a, b) => order.indexOf(a.status) - order.indexOf(b.status))
      .map(({ line }) => line)
      .join("")
  );
}

export const STAGE_LIST = path.join(FOLDER, "index.ts");

if (process.argv[1] === import.meta.filename) writeFileSync(STAGE_LIST, stageList());
