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
};

/**
 * Every failure of the engine that somebody should hear of. Anything else that it throws is a mistake of its own, or
 * what the caller's signal was aborted with.
 */
export class EngineError extends Error {
  override readonly name = "EngineError";
  readonly detail: string;
  readonly modelCould: boolean;

  // A bundler may put this class into several bundles; an error of any of them is one of ours.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "EngineError" && "code" in value;
  }

  constructor(
    readonly code: EngineErrorCode,
    { cause, detail = SENTENCES[code], modelCould = false }: EngineErrorOptions = {},
  ) {
    super(detail, { cause });
    this.detail = detail;
    this.modelCould = modelCould;
  }
}
