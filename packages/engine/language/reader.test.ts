import { describe, expect, it } from "vitest";
import { OPERATIONS } from "../operations";
import { type CorpusLine, readCorpus, writeRegion } from "../tests/read-corpus";
import { nameRegions } from "../vocabulary/region-names";
import { createReader } from "./reader";

const { understand } = createReader(OPERATIONS);

/** How many requests of the corpus must be read exactly as it says. */
const SHARE = 0.99;

/** Thousands of requests are read on what may be a busy machine. */
const OF_ALL = 600_000;

const corpus = readCorpus();
const notDoable = corpus.filter(({ operations }) => operations.length === 0);

/** What is understood, as far as the line of the corpus says anything about it. */
function understood({ request, operations, left }: CorpusLine) {
  const { operations: found, notUnderstood } = understand(request);
  // Throws where a figure is none that the operation takes.
  for (const { operation, params, exact, within } of found) operation.sentence(params, exact, nameRegions(within));
  return {
    operations: found.map(({ operation, params, within }, index) => {
      const expected = operations[index];
      return {
        name: expected?.name === "?" ? "?" : operation.name,
        params: Object.fromEntries(Object.keys(expected?.params ?? {}).map((key) => [key, params[key]])),
        regions: expected?.regions === null ? null : within.map(writeRegion).toSorted(),
      };
    }),
    left: left === null && operations.length === 0 ? null : notUnderstood,
  };
}

const expected = ({ operations, left }: CorpusLine) => ({
  operations,
  left: left ?? (operations.length === 0 ? null : []),
});

describe("understand", () => {
  it("has a corpus of some size, a quarter of it not doable", () => {
    expect(corpus.length).toBeGreaterThan(300);
    expect(notDoable.length).toBeGreaterThan(corpus.length / 4);
  });

  it(
    `reads at least ${SHARE * 100} % of the corpus right`,
    () => {
      const wrong = corpus.filter((line) => JSON.stringify(understood(line)) !== JSON.stringify(expected(line)));
      const share = 1 - wrong.length / corpus.length;
      const report = wrong
        .map((line) => `${line.at} ${line.request}\n    ${JSON.stringify(understood(line))}`)
        .join("\n");
      expect(
        share,
        `${(share * 100).toFixed(1)} % of ${corpus.length} were read right; wrong:\n${report}`,
      ).toBeGreaterThanOrEqual(SHARE);
    },
    OF_ALL,
  );

  it(
    "carries nothing out of a line that asks for nothing that can be done",
    () => {
      const wrong = notDoable.flatMap(({ at, request }) =>
        understand(request).operations.map(
          ({ operation: { name }, words }) => `${at} ${request}: ${name} for “${words}”`,
        ),
      );
      expect(wrong).toEqual([]);
    },
    OF_ALL,
  );

  it("quotes the person's own words", () => {
    const { operations, notUnderstood } = understand("  Make it BRIGHTER, please; then Remove the Lamp-Post!");
    expect(operations.map(({ words }) => words)).toEqual(["Make it BRIGHTER"]);
    expect(notUnderstood).toEqual(["Remove the Lamp-Post"]);
  });
});
