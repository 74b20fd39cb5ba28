import type { Part } from "@/lib/health/parts";

/**
 * `not set`: something embedded stands in, and is fine. `not used`: configured, but something else is
 * preferred.
 */
type State = "ok" | "FAILS" | "not set" | "not used";

/** What was found of one part, in sentences for the operator. `todo` null: there is nothing to do. */
export type Finding = { part: Part; state: State; found: string; todo: string | null };

/** A look at one part. */
export type Examination = {
  /** What is looked at, as the start of a sentence on why it fails: `Redis`. */
  subject: string;
  /** What to do when it fails. */
  remedy: string;
  /** Throws where the part fails. `signal` fires when it has to come to an end. */
  look: (signal: AbortSignal) => Promise<Omit<Finding, "part">>;
};

/** The part works. */
export const ok = (found: string, todo: string | null = null): Omit<Finding, "part"> => ({ state: "ok", found, todo });

/** A look that needs nobody: `found` is known already. */
export const known = (state: State, found: string, todo: string | null = null): Examination => ({
  subject: "",
  remedy: "",
  look: async () => ({ state, found, todo }),
});

/** Found to be wrong by what was answered: the sentence is for the operator. */
export class Unwell extends Error {
  override readonly name = "Unwell";
}
