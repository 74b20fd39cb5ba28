import { readFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { READER } from "../reader";
import { printTable } from "./print";

/**
 * Requests as people type them, written by somebody who had read neither the grammar nor the corpus. They are for
 * measuring: whoever mends the grammar by them has to write new ones. `accepts` names the operations of which a right answer
 * consists, one or more of them; none: it cannot be done without a generative model, and is to be refused.
 */
const REQUESTS = path.join(import.meta.dirname, "requests.jsonl");

const requestSchema = z.object({
  request: z.string(),
  lang: z.string(),
  family: z.string(),
  accepts: z.array(z.string()),
});

export type FreshRequest = z.infer<typeof requestSchema>;

/** How a request was read. `partly`: what was read is right, and something was left out, which is said. */
export type Outcome = "done" | "partly" | "rightly refused" | "wrongly refused" | "wrong";

const OUTCOMES: readonly Outcome[] = ["done", "partly", "wrongly refused", "rightly refused", "wrong"];

/** How a request is read, as the page would have it done: by halves where half of it is understood. */
export function outcomeOf({ request, accepts }: FreshRequest): Outcome {
  const { operations, notUnderstood } = READER.understand(request);
  if (operations.length === 0) return accepts.length === 0 ? "rightly refused" : "wrongly refused";
  if (operations.some(({ operation: { name } }) => !accepts.includes(name))) return "wrong";
  return notUnderstood.length === 0 ? "done" : "partly";
}

/** Requests of a file with one JSON object a line. @throws {Error} for a line of another form. */
export async function readRequests(file = REQUESTS): Promise<FreshRequest[]> {
  const lines = (await readFile(file, "utf8")).split("\n").filter((line) => line.trim() !== "");
  return lines.map((line) => requestSchema.parse(JSON.parse(line)));
}

/**
 * Prints how many requests are read right, by family and by language. By words alone: whether the picture has what they
 * speak of is not looked at, and not how good the result is.
 * @param only families or languages; none: all.
 */
export async function benchUnderstanding(only: readonly string[] = [], file = REQUESTS): Promise<void> {
  const all = await readRequests(file);
  const wanted = all.filter(({ family, lang }) => only.length === 0 || only.includes(family) || only.includes(lang));
  const read = wanted.map((fresh) => ({ ...fresh, outcome: outcomeOf(fresh) }));
  const rowOf = (name: string, some: typeof read): (string | number)[] => {
    const count = (outcome: Outcome) => some.filter((one) => one.outcome === outcome).length;
    const feasible = some.filter(({ accepts }) => accepts.length > 0).length;
    const right = count("done") + count("partly");
    const share = feasible === 0 ? "–" : `${Math.round((100 * right) / feasible)} %`;
    return [name, String(some.length), share, ...OUTCOMES.map((outcome) => String(count(outcome)))];
  };
  const groupsOf = (key: "family" | "lang") =>
    [...new Set(read.map((one) => one[key]))].map((name) =>
      rowOf(
        name,
        read.filter((one) => one[key] === name),
      ),
    );
  printTable(
    ["", "requests", "of the feasible", ...OUTCOMES],
    [...groupsOf("family"), ...groupsOf("lang"), rowOf("all", read)],
  );
}
