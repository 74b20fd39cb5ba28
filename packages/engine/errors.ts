const SENTENCES = {
  /** The words, or something they need, are beyond what the engine can do. Saying it differently may help. */
  NOT_UNDERSTOOD: "The engine did not understand this request. It cost nothing.",
  /** Understood, but no pixel would be another: what is to be changed is not in the picture, or is so already. */
  NOTHING_CHANGED: "The edit left the picture as it was. Try saying it differently.",
  /** A mistake of the engine or the death of its thread; `cause` has it. The same request may succeed when repeated. */
  BROKEN: "Something went wrong in the engine. Please try again.",
} as const;

export type EngineErrorCode = keyof typeof SENTENCES;

type EngineErrorOptions = {
  cause?: unknown;
  /** For a person, instead of the code's own sentence: what happened, and what can be said instead. */
  detail?: string;
  /** Whether a generative model could do what was asked. */
  modelCould?: boolean;
  /** Requests that are understood and may be meant, the nearest first. */
  suggestions?: readonly string[];
  /** Which of several parts of a request it was, counted from 0. */
  at?: number | null;
};

/**
 * Every failure of the engine that somebody should hear of. Anything else that it throws is a mistake of its own, or
 * what the caller's signal was aborted with.
 */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly detail: string;
  readonly modelCould: boolean;
  readonly suggestions: readonly string[];
  readonly at: number | null;

  // A bundler may put this class into several bundles; an error of any of them is one of ours.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "EngineError" && "code" in value;
  }

  constructor(
    readonly code: EngineErrorCode,
    { cause, detail = SENTENCES[code], modelCould = false, suggestions = [], at = null }: EngineErrorOptions = {},
  ) {
    super(detail, { cause });
    this.detail = detail;
    this.modelCould = modelCould;
    this.suggestions = suggestions;
    this.at = at;
  }
}

/** How much of a person's words is quoted, in characters. */
const QUOTED = 80;

/** A person's words on one line, as much of them as is quoted in a sentence. */
export function quote(words: string): string {
  const said = words.replaceAll(/\s+/g, " ").trim();
  return said.length > QUOTED ? `${said.slice(0, QUOTED - 1).trimEnd()}…` : said;
}

/**
 * Does one part of a request; when it would change nothing, the failure says which part it was, and suggests the rest.
 * `words` are those that asked for each of the parts, `at` is the number of this one.
 */
export async function quotingWords<Result>(
  parts: ReadonlyArray<{ words: string }>,
  at: number,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const { words = "" } = parts[at] ?? {};
    if (parts.length < 2 || !(error instanceof EngineError) || error.code !== "NOTHING_CHANGED") throw error;
    throw new EngineError("NOTHING_CHANGED", {
      cause: error,
      detail: `“${quote(words)}” cannot be done: ${error.detail}`,
      suggestions: [...error.suggestions, joinWords(parts.filter((part) => part.words !== words))],
      at,
    });
  }
}

/** The words of several parts of a request as one request. */
export const joinWords = (parts: ReadonlyArray<{ words: string }>): string =>
  parts.map(({ words }) => words.replaceAll(/\s+/g, " ")).join(", ");
