import { readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Region } from "../plan";

/** What must be understood of one request of the corpus. */
export type CorpusLine = {
  /** File and number of the line. */
  at: string;
  request: string;
  operations: CorpusOperation[];
  /** Words that are not understood; `null` when the line does not say. */
  left: string[] | null;
};

type CorpusOperation = {
  /** `?` when any will do. */
  name: string;
  params: Record<string, string | number | boolean>;
  /** Written as in the corpus, sorted; `null` when not to be compared. */
  regions: string[] | null;
};

const FOLDER = path.join(import.meta.dirname, "corpus");

/** All lines of the files in `tests/corpus`; the head of `requests.txt` says how they are written. */
export function readCorpus(): CorpusLine[] {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith(".txt"));
  return files.flatMap((file) =>
    readFileSync(path.join(FOLDER, file), "utf8")
      .split("\n")
      .flatMap((line, index) =>
        line.trim() === "" || line.startsWith("#") ? [] : [readLine(line, `${file}:${index + 1}`)],
      ),
  );
}

/** A region as it is written in the corpus: `@-sky`, `@colour:red:largest`, `@face:left:one`, `@thing:car`. */
export function writeRegion({ name, colour, noun, largest, at, one, others, except }: Region): string {
  const flags = [
    largest === true ? "largest" : undefined,
    at,
    one === true ? "one" : undefined,
    others === true ? "others" : undefined,
  ];
  return `@${except === true ? "-" : ""}${[name, colour, noun, ...flags].filter((part) => part !== undefined).join(":")}`;
}

function readLine(line: string, at: string): CorpusLine {
  const [request = "", plan = ""] = line.split(" => ");
  const [operations = "", left] = plan.split(" | ");
  return {
    at,
    request,
    operations: operations.trim() === "-" ? [] : operations.split(";").map(readOperation),
    left: left === undefined ? null : left.split(";").map((words) => words.trim()),
  };
}

function readOperation(text: string): CorpusOperation {
  const [name = "", ...rest] = text.trim().split(" ");
  const regions = rest.filter((part) => part.startsWith("@"));
  const params = rest
    .filter((part) => part.includes("="))
    .map((part) => {
      const [key = "", value = ""] = part.split("=");
      return [key, readValue(value)] as const;
    });
  return { name, params: Object.fromEntries(params), regions: regions.includes("@?") ? null : regions.toSorted() };
}

function readValue(value: string): string | number | boolean {
  if (value === "true" || value === "false") return value === "true";
  return Number.isNaN(Number(value)) ? value : Number(value);
}
