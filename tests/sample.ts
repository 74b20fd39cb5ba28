/**
 * Whether tests in which each case is a process or a browser of its own take some of the cases instead of all
 * (`TEST_SAMPLE=1`): every kind of case is among them. `.ci/run` sets it, unless `CI_FULL=1`.
 */
export const IS_SAMPLE = process.env["TEST_SAMPLE"] === "1";

/** The cases of a journey: all, or of a sample the first. */
export const sampleOf = <T>(cases: readonly T[]): readonly T[] => (IS_SAMPLE ? cases.slice(0, 1) : cases);
