import type { BlobStore } from "./blob/blob-store";
import { AppError, type ErrorCode, type RunErrorCode } from "./errors";
import type { FinalStatus, StartedColumn } from "./lifecycle";
import { createLog } from "./log";
import type { ImageEditor, PromptEnhancer, TextJudge } from "./providers/port";

// What happens is told here, and whoever is set up to hear of it does: metrics, traces. Nobody who tells knows who hears,
// and while nobody does, telling costs a look at an empty list. No prompt, picture, key or address is told of.

/** A part of the app that asks something of another service, or of the engine or a folder in its place. */
export type CalledPart = "editor" | "enhancer" | "judge" | "store";

/** Something that takes its time. */
export type Activity =
  /** A request to a declared path; `route` as it was declared. `traceparent`: what came with it, of W3C Trace Context. */
  | { kind: "request"; route: string; method: string; traceparent: string | null }
  /** A step of an edit's run. `edit`: its label in the log. `trace`: where the trace goes on that its request began. */
  | { kind: "step"; step: string; edit: string; trace: string | null }
  | { kind: "call"; part: CalledPart; name: string; operation: string };

/** How an activity ended: `ok`, the status of a request, the code of an error, or the class of one without. */
export type ActivityEnd = { result: "ok" | ErrorCode | "unexpected" | number; errorClass?: string };

/** When an edit was accepted, and when it came to each of its states; `null`: it never did. */
type EditTimes = { createdAt: Date } & Omit<Record<StartedColumn, Date | null>, "finishedAt">;

/** Something that has happened. */
export type Happening =
  | {
      kind: "edit-ended";
      edit: string;
      status: FinalStatus;
      code: RunErrorCode | null;
      editor: string | null;
      model: string | null;
      times: EditTimes;
    }
  | { kind: "refused"; limit: string }
  /** A page, a file or anything else that no declared path answered. */
  | { kind: "page-answered"; route: string; method: string; status: number; seconds: number }
  | { kind: "swept"; sentAgain: number; timedOut: number; picturesDeleted: number }
  /** Something that Next renders or answers threw; `route` as its files name it, `digest` as the page shows it. */
  | { kind: "request-error"; route: string; type: string; errorClass: string; digest: string | null };

/** Who hears of it. What they do is done before the teller goes on, so it is little; what goes wrong there is theirs alone. */
export type Observer = {
  ended?(activity: Activity, end: ActivityEnd, seconds: number): void;
  happened?(event: Happening): void;
  /** Carries out the work of an activity within something of its own, and answers and throws as it does. */
  around?<T>(activity: Activity, work: () => Promise<T>, endOf: (result: T) => ActivityEnd): Promise<T>;
  /** Where the trace stands in which this is called, as a `traceparent`; `null`: in none. */
  currentTrace?(): string | null;
  /** Resolves when all that was heard is handed on. */
  flush?(): Promise<void>;
};

// Next loads this module once for its routes and once for what runs beside them.
const shared = globalThis as {
  mizualObservers?: Set<Observer>;
  mizualReadings?: Map<string, () => Readonly<Record<string, number>>>;
};
const observers = (shared.mizualObservers ??= new Set<Observer>());
const readings = (shared.mizualReadings ??= new Map<string, () => Readonly<Record<string, number>>>());

/** Has an observer hear of everything from now on; answers how to stop that. */
export function addObserver(observer: Observer): () => void {
  observers.add(observer);
  return () => void observers.delete(observer);
}

const broken = new WeakSet<Observer>();

/** Says that an observer fails, once for each: it may do so at every turn. */
function noteFailure(observer: Observer, error: unknown): void {
  if (broken.has(observer)) return;
  broken.add(observer);
  createLog().error("an observer fails, and what it counts is not to be relied on", { error });
}

/** What an observer answers; `null` where it fails. */
function ask<T>(observer: Observer, question: () => T): T | null {
  try {
    return question();
  } catch (error) {
    noteFailure(observer, error);
    return null;
  }
}

/** Tells that something has happened. Never throws. */
export function tell(event: Happening): void {
  for (const observer of observers) ask(observer, () => observer.happened?.(event));
}

const OK = (): ActivityEnd => ({ result: "ok" });

/**
 * Does something that takes its time, and tells how it ended and how long that took.
 *
 *     await observed({ kind: "call", part: "store", name: "s3", operation: "put" }, () => store.put(key, bytes, type));
 */
export async function observed<T>(
  activity: Activity,
  work: () => Promise<T>,
  endOf: (result: T) => ActivityEnd = OK,
): Promise<T> {
  if (observers.size === 0) return work();
  let run = work;
  for (const observer of observers) {
    const inner = run;
    run = () => surround(observer, activity, inner, endOf);
  }
  const start = performance.now();
  try {
    const result = await run();
    toldEnd(activity, () => endOf(result), start);
    return result;
  } catch (error) {
    toldEnd(activity, () => endByError(error), start);
    throw error;
  }
}

/** What the work comes to, done once within what an observer does around it, whatever becomes of that. */
async function surround<T>(
  observer: Observer,
  activity: Activity,
  work: () => Promise<T>,
  endOf: (result: T) => ActivityEnd,
): Promise<T> {
  if (observer.around === undefined) return work();
  let running: Promise<T> | null = null;
  const workOnce = (): Promise<T> => (running ??= work());
  try {
    await observer.around(activity, workOnce, endOf);
  } catch (error) {
    // Its own failure, unless it is the work's.
    await workOnce().then(
      () => noteFailure(observer, error),
      (own: unknown) => (own === error ? undefined : noteFailure(observer, error)),
    );
  }
  return workOnce();
}

function toldEnd(activity: Activity, endOf: () => ActivityEnd, start: number): void {
  const seconds = (performance.now() - start) / 1000;
  let end: ActivityEnd | undefined;
  for (const observer of observers) ask(observer, () => observer.ended?.(activity, (end ??= endOf()), seconds));
}

/** What is told of an error: its code, or its class; never its message, which may quote a person. */
export function endByError(error: unknown): ActivityEnd {
  if (error instanceof AppError) return { result: error.code };
  return { result: "unexpected", errorClass: error instanceof Error ? error.name : typeof error };
}

/** What Next calls an error by, on the page and in the log: a hash; `null` where it is anything else. */
export function digestOf(error: unknown): string | null {
  const { digest } = Object(error) as { digest?: unknown };
  return typeof digest === "string" && /^[0-9a-f]{1,40}(?:@E\d+)?$/.test(digest) ? digest : null;
}

/** Where the trace stands in which this is called, to be gone on with elsewhere; `null`: there is none. Never throws. */
export function currentTrace(): string | null {
  for (const observer of observers) {
    const trace = ask(observer, () => observer.currentTrace?.() ?? null);
    if (trace !== null) return trace;
  }
  return null;
}

/** Resolves when all that was told is handed on; before a process ends. */
export async function flushObservers(): Promise<void> {
  await Promise.allSettled([...observers].map(async (observer) => observer.flush?.()));
}

/** Offers figures of this process that are read when somebody wants to know them; the last of a name counts. */
export function offerReading(name: string, read: () => Readonly<Record<string, number>>): void {
  readings.set(name, read);
}

/** What a part of this process says of itself now; `null` where it does not run here. */
export const readingOf = (name: string): Readonly<Record<string, number>> | null => readings.get(name)?.() ?? null;

const calling =
  (part: CalledPart, name: string) =>
  <T>(operation: string, work: () => Promise<T>): Promise<T> =>
    observed({ kind: "call", part, name, operation }, work);

/** The editor, each of whose calls is told of to those who observe. */
export function observedEditor(editor: ImageEditor): ImageEditor {
  const call = calling("editor", editor.id);
  return {
    ...editor,
    submit: (request, signal) => call("submit", () => editor.submit(request, signal)),
    poll: (address, signal) => call("poll", () => editor.poll(address, signal)),
    fetch: (address, signal) => call("fetch", () => editor.fetch(address, signal)),
  };
}

/** The same of what enhances. */
export function observedEnhancer(enhancer: PromptEnhancer): PromptEnhancer {
  const call = calling("enhancer", enhancer.name);
  return { ...enhancer, enhance: (request, signal) => call("enhance", () => enhancer.enhance(request, signal)) };
}

/** The same of what judges feedback. */
export function observedJudge(judge: TextJudge): TextJudge {
  const call = calling("judge", judge.name);
  return { ...judge, judge: (text, signal) => call("judge", () => judge.judge(text, signal)) };
}

/** The same of where pictures are kept. Of what is read, the time until it begins to come. */
export function observedStore(store: BlobStore): BlobStore {
  const call = calling("store", store.name);
  return {
    ...store,
    put: (key, bytes, type) => call("put", () => store.put(key, bytes, type)),
    get: (key) => call("get", () => store.get(key)),
    head: (key) => call("head", () => store.head(key)),
    delete: (keys) => call("delete", () => store.delete(keys)),
    check: () => call("check", () => store.check()),
  };
}
