import { EngineError, readRequest, vocabulary } from "@mizual/engine";
import * as fc from "fast-check";
import { expect, it } from "vitest";
import { MAX_PROMPT_LENGTH } from "@/lib/lifecycle";
import { IS_SAMPLE } from "@/tests/sample";
import { testPicture } from "@/tests/test-picture";

/** So many requests of each kind. */
const RUNS = IS_SAMPLE ? 60 : 200;

const picture = { bytes: await testPicture(), width: 64, height: 48 };

const EXAMPLES = vocabulary.flatMap(({ entries }) => entries.flatMap(({ examples }) => [...examples]));
const WORDS = [...new Set(EXAMPLES.join(" ").split(/\s+/))];

/** What joins, turns around, limits and counts; and names that every object has. */
const SMALL = (
  "and but not no only except without everything the a it of to in on by % . , ; : ! ? \" ' ( ) - – 0 1 50 -3 1e9 #fff " +
  "constructor __proto__ toString hasOwnProperty valueOf"
).split(" ");

const JUNK = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 12 }),
  fc.string({ unit: "binary", maxLength: 12 }).filter((text) => text.isWellFormed()),
  fc.stringMatching(/^[a-z]{1,12}$/),
  fc.constantFrom("घर", "更亮", "más cálido", "ﷺ", "👨‍👩‍👧‍👦", "ﬁ", "İ", "ß", "\u0000", "\u202e", "\ud800"),
);

const text = fc
  .array(fc.oneof(fc.constantFrom(...EXAMPLES), fc.constantFrom(...WORDS), fc.constantFrom(...SMALL), JUNK), {
    minLength: 1,
    maxLength: 24,
  })
  .map((words) => words.join(" ").slice(0, MAX_PROMPT_LENGTH));

/** Reads, or refuses as the engine refuses. */
async function read(prompt: string) {
  try {
    return await readRequest(prompt, picture);
  } catch (error) {
    expect(error).toBeInstanceOf(EngineError);
    return null;
  }
}

it("reads whatever people may write, or refuses it as the engine does", { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(text, async (prompt) => {
      const found = await read(prompt);
      if (found === null) return;
      const { plan, sentence, isWhole } = found;
      // Nothing is done for which there is no word in the request.
      for (const { words } of plan.operations) expect(words.trim()).not.toBe("");
      if (plan.operations.length === 0) expect([sentence, isWhole]).toEqual([null, false]);
      expect(JSON.stringify(plan)).toBe(JSON.stringify((await read(prompt))?.plan));
    }),
    { numRuns: RUNS },
  );
});

it("plans nothing where there are no words", async () => {
  const silence = fc.string({ unit: fc.constantFrom(..." \t\n.,;:!?-–—()\"'…".split("")), maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(silence, async (prompt) => {
      const found = await read(prompt);
      expect(found?.plan.operations ?? []).toEqual([]);
      expect(found?.isWhole ?? false).toBe(false);
    }),
    { numRuns: RUNS },
  );
});

it(
  "comes to an end with one word two thousand characters long, or two thousand words",
  { timeout: 120_000 },
  async () => {
    const unit = fc.oneof(fc.constantFrom(...WORDS, ...SMALL), fc.stringMatching(/^[a-z0-9]{1,3}$/));
    const joint = fc.constantFrom("", " ", "-", ", ", " and ", ". ", "\n");
    await fc.assert(
      fc.asyncProperty(fc.array(unit, { minLength: 1, maxLength: 4 }), joint, async (units, between) => {
        const prompt = Array.from({ length: MAX_PROMPT_LENGTH }, (_, nth) => units[nth % units.length]).join(between);
        await read(prompt.slice(0, MAX_PROMPT_LENGTH));
      }),
      { numRuns: RUNS / 5, interruptAfterTimeLimit: 110_000, markInterruptAsFailure: true },
    );
  },
);
