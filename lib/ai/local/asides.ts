import { compilePattern } from "./pattern";

/**
 * Words beside an instruction that ask for nothing more: that what was complained of be mended, and what the
 * instruction is good for. Alone they are no request. `sothat` is "so that", as `joinTokens` writes it.
 */
export const ASIDES = [
  { pronoun: true, source: "fix/correct/repair/remedy/solve/mend/adjust/improve/change" },
  { pronoun: true, source: "fix/sort/do out/up/something?" },
  { pronoun: true, source: "do something" },
  { pronoun: true, source: "get rid" },
  { pronoun: true, source: "remove/eliminate/reduce/straighten/correct" },
  { pronoun: true, source: "take away/out" },
  { pronoun: false, source: "sothat that? i/we/he/she/they? stands/stand/pops/pop/sticks/comes out? more/better?" },
  { pronoun: false, source: "sothat that? more? better/nicer/good/great/visible/clear/readable/natural/professional" },
  {
    pronoun: false,
    source: "sothat that? i/you/we/people/everyone can see/read/recognise better/properly/clearly/well?",
  },
].map(({ pronoun, source }) => ({ pronoun, pattern: compilePattern(source) }));
