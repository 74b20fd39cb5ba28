import sharp from "sharp";
import { beforeAll, describe, expect, it } from "vitest";
import { readAct } from "../language/act";
import { understand } from "../tests/operations";
import { tokenise } from "../language/tokenise";
import { READER } from "../reader";
import { EngineError } from "../errors";
import { alphaOf, colourful, copyOf, paint } from "../tests/rasters";
import { quietWork } from "../work";
import { OPERATIONS } from ".";

/** Another version of the chain, for operations that read one: dark and blue. */
const otherVersion = () => Promise.resolve(paint(40, 30, (x, y) => [20 + x, 30 + y, 90 + x + y]));

const work = { ...quietWork(), version: otherVersion };

// The server blocks most of libvips' loaders, SVG among them, in the whole process; operations need none.
beforeAll(() => sharp.block({ operation: ["VipsForeignLoad"] }));

/** Operations that look for something which the picture of these tests lacks. */
const SEEKERS: ReadonlySet<string> = new Set([
  "dramatic-sky",
  "stars",
  "rainbow",
  "erase-corner",
  "background-blur",
  "smooth-skin",
  "trim",
  "straighten",
  "crop-to-subject",
  "remove-background",
  "background-colour",
  "background-gradient",
  "remove-date-stamp",
  "match-colours",
  "passport-photo",
  "scan",
  "cover-line",
  "restore-print",
  "red-eye",
]);
const onPicture = OPERATIONS.filter(({ name }) => !SEEKERS.has(name));

const firstReading = (example: string) => {
  const act = readAct(READER.lexicon, tokenise(example));
  if (act?.kind !== "operation") throw new Error(`Not understood: ${example}`);
  return act;
};

describe("the list of operations", () => {
  it("has no name twice", () => {
    expect(new Set(OPERATIONS.map(({ name }) => name)).size).toBe(OPERATIONS.length);
  });

  it("has operations that read their own examples, whole", () => {
    const misread = OPERATIONS.flatMap((operation) =>
      operation.examples.flatMap((example) => {
        const { operations, notUnderstood } = understand(example);
        const names = operations.map(({ operation: { name } }) => name);
        const isRight = names.length === 1 && names[0] === operation.name && notUnderstood.length === 0;
        return isRight && operation.accepts(operations[0]?.params)
          ? []
          : [`${operation.name}: “${example}” is read as ${names.join(", ")}, without ${notUnderstood.join(", ")}`];
      }),
    );
    expect(misread).toEqual([]);
    expect(OPERATIONS.filter(({ examples }) => examples.length === 0).map(({ name }) => name)).toEqual([]);
  });

  it("has operations that say in a sentence what they do", () => {
    const sentences = OPERATIONS.flatMap(({ name, examples, sentence }) =>
      examples.map((example) => `${name}: ${sentence(firstReading(example).params, false)}`),
    );
    expect(sentences.filter((line) => !/^[a-z-]+: [A-Z].*[^ ]\.$/.test(line))).toEqual([]);
  });

  it.each(onPicture)("$name changes pixels, keeps alpha, and gives the same twice", async (operation) => {
    const { params } = firstReading(operation.examples[0] ?? "");
    const before = colourful(64, 48, (x, y) => (x * 4 + y) % 256);
    const once = await operation.apply(copyOf(before), params, work);
    const twice = await operation.apply(copyOf(before), params, work);
    expect(once.data.equals(before.data)).toBe(false);
    expect(once.data.equals(twice.data)).toBe(true);
    expect(once.channels).toBe(4);
    if (!operation.changes.includes("shape")) {
      expect([once.width, once.height]).toEqual([before.width, before.height]);
      expect(alphaOf(once).equals(alphaOf(before))).toBe(true);
    }
  });

  it.each(OPERATIONS)("$name takes a picture of one pixel, or says why not", async (operation) => {
    const { params } = firstReading(operation.examples[0] ?? "");
    const after = await operation.apply(colourful(1, 1), params, work).catch((error: unknown) => {
      if (error instanceof EngineError) return error;
      throw error;
    });
    if (after instanceof EngineError) expect(SEEKERS).toContain(operation.name);
    else if (operation.changes.includes("shape")) expect(after.width * after.height).toBeGreaterThan(0);
    else expect([after.width, after.height]).toEqual([1, 1]);
  });
});
