import { inspect } from "node:util";
import { EngineError, type EngineErrorCode } from "../errors";
import type { EditPlan } from "../plan";

/** Other versions of the picture's chain, encoded, by number (see `Work.version`). */
export type Versions = ReadonlyMap<number, Uint8Array>;

/** What the engine is asked to do on its thread; one job at a time. */
export type ToWorker = {
  bytes: Uint8Array;
  operations: EditPlan["operations"];
  versions: Versions;
  /** Raised when nobody waits for the job any more: the thread sees it however busy it is. */
  stop: Int32Array<SharedArrayBuffer>;
};

/** What it answers. After anything but `progress` it is free again. */
export type FromWorker =
  | { kind: "progress"; share: number }
  | { kind: "note"; text: string }
  | { kind: "done"; bytes: Uint8Array }
  | { kind: "failed"; error: DescribedError };

/** An error as it crosses from one thread to another, which takes its class and more from it. */
export type DescribedError = {
  name: string;
  message: string;
  stack: string;
  cause: DescribedError | null;
  /** What an `EngineError` says besides. */
  engine: {
    code: EngineErrorCode;
    detail: string;
    modelCould: boolean;
    suggestions: readonly string[];
    at: number | null;
  } | null;
};

/** How far a chain of causes is followed. */
const DEEPEST = 5;

/** What was thrown, as it can be sent to another thread; OpenCV throws numbers and objects too. */
export function describeError(thrown: unknown, depth = 0): DescribedError {
  if (!(thrown instanceof Error)) {
    const message = `Thrown: ${inspect(thrown, { depth: 1 }).slice(0, 500)}`;
    return { name: "Error", message, stack: message, cause: null, engine: null };
  }
  const { name, message, cause } = thrown;
  const hasCause = cause !== undefined && cause !== null && depth < DEEPEST;
  return {
    name,
    message,
    stack: thrown.stack ?? message,
    cause: hasCause ? describeError(cause, depth + 1) : null,
    engine: thrown instanceof EngineError ? saidBy(thrown) : null,
  };
}

const saidBy = ({ code, detail, modelCould, suggestions, at }: EngineError) => ({
  code,
  detail,
  modelCould,
  suggestions,
  at,
});

/** The error that another thread described, with the stack that it had there. */
export function restoreError({ name, message, stack, cause, engine }: DescribedError): Error {
  const options = cause === null ? {} : { cause: restoreError(cause) };
  if (engine === null) return Object.assign(new Error(message, options), { name, stack });
  const { code, ...said } = engine;
  return Object.assign(new EngineError(code, { ...said, ...options }), { stack });
}
