import type { EditKind } from "@/lib/edit-kinds";
import type { EditPlan, Vocabulary } from "@mizual/engine";
import type { AppError } from "@/lib/errors";

/** How a text sounds; `unknown`: that cannot be told. */
export type Sound = "negative" | "neutral" | "positive" | "unknown";

/** Tells how what people write of their edits sounds. */
export type TextJudge = {
  /** The provider's. */
  readonly name: string;
  /** US dollars that one text may cost. */
  readonly priceUsd: number;
  /**
   * How one text sounds. It is sent once and alone: whatever it says to who reads it, it says of itself.
   * @throws {AppError} whose `charge` says whether that may have cost something.
   */
  judge(text: string, signal: AbortSignal): Promise<Sound>;
};

/** What an editor can do; drives choice and interface. `null`: not known or without limit. */
export type EditorCapabilities = {
  mask: boolean;
  /** How many reference pictures besides the source. */
  references: number;
  maxMegapixels: number | null;
  aspectRatios: boolean;
  seed: boolean;
  /** Keeps the source's exact size and format quality. */
  fullResolution: boolean;
  /** US dollars per edit of a picture of two megapixels, the price to reserve and to show where nothing exacter is known. */
  priceUsd: number | null;
  /** The same for the largest picture. */
  fullPriceUsd: number | null;
  /** From start to end, of a picture of one megapixel where the next line says more. */
  usualSeconds: number | null;
  /** What each further megapixel adds, for one that works on all of the picture; absent where its size hardly matters. */
  secondsPerMegapixel?: number;
};

export type Picture = { bytes: Uint8Array; contentType: string };

/** Of a picture, in pixels. */
export type Size = { width: number; height: number };

export type SizedPicture = Picture & Size;

/** What providers need done to pictures, handed to them because decoders are not theirs to call. */
export type PictureTools = {
  /** The picture as it is where it keeps the limits, else again as a smaller one that does; same ratio. */
  shrink(picture: SizedPicture, limits: { pixels: number; bytes: number }): Promise<SizedPicture>;
  /**
   * `edited` stretched to the size of `source`, where the mask is white; `source` to the pixel where it
   * is black; between them in between.
   */
  keepOutside(mask: Picture, source: Picture, edited: Picture): Promise<Picture>;
};

/** How a request waits for its turn at an editor that works in this process, on a few at once. */
export type Turn = {
  /** For whom it is done: next is who has the fewest at work. `null`: for nobody in particular. */
  client: string | null;
  /** When it first began to wait, in milliseconds as `Date.now` counts; `null`: it has not waited yet. Of those with as few at work who waited longest is next. */
  since: number | null;
  /** It has to wait: the time for its work does not run. */
  wait(): void;
  /**
   * To be called after `wait`, when its turn has come: the time for its work runs.
   * @throws when nobody wants it any more.
   */
  begin(): Promise<void>;
};

export type SubmitRequest = {
  /** For logs and idempotency where the provider has it. */
  attemptId: string;
  /** The enhanced prompt, or the person's own words. */
  prompt: string;
  /** The enhancer's plan; `null` when the prompt goes as written. */
  plan: EditPlan | null;
  /** The source: upright sRGB, full size. */
  picture: Picture & { width: number; height: number };
  /** White where the edit may change the picture, black where it may not; same size; `null`: anywhere. */
  mask: Picture | null;
  /** Where the provider may say that it is ready, for one that can; `secret` comes back with the call. */
  webhook: { url: string; secret: string } | null;
  /** Carry out what is understood instead of refusing the whole. */
  bestEffort: boolean;
  /** Hears how much of the work is done, 0..1, from an editor that answers in `submit` and knows it. */
  onProgress?: (share: number) => void;
  /** For an editor that works in this process. */
  turn?: Turn;
  /**
   * Reads another version of the picture's chain: 0 the original upload, n the result of its n-th edit.
   * `null` when there is none. For an editor that compares versions; only what is asked for is read.
   */
  version?: (number: number) => Promise<Uint8Array | null>;
};

/** What was paid for one submit. */
export type Cost = { usd: number; estimated: boolean };

/**
 * `done`: the picture is here already (local and synchronous providers).
 * `accepted`: the provider works on it; `pollingUrl` is exactly the one it answered with.
 */
export type Submission =
  | {
      state: "done";
      picture: Picture;
      model: string;
      cost: Cost | null;
      /** What is to be said of it, in sentences without their full stops. */
      notes: string[];
      /** What of the request was not carried out, likewise. */
      leftOut?: string[];
      /** It is the very file that was sent. */
      isSource?: boolean;
    }
  | {
      state: "accepted";
      providerId: string;
      pollingUrl: string;
      model: string;
      cost: Cost | null;
      /** Host of the address that the provider gave, where it is not one to send a key to and `pollingUrl` is another. */
      refusedHost?: string | null;
    };

/**
 * `doubtful`: the provider says that the task failed or that it does not know it, which one reply does not settle: other
 * machines of it may know better a moment later. `why` is what it comes to when it goes on saying so.
 */
export type PollResult =
  | { state: "running"; progress: number | null }
  | { state: "ready"; resultUrl: string; cost: Cost | null }
  | { state: "doubtful"; why: AppError };

/** The host that an adapter would not take a result from, of the error that it threw; `null`: it was something else. */
export function refusedHostOf(error: unknown): string | null {
  for (let at = error, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ("refusedHost" in at && typeof at.refusedHost === "string") return at.refusedHost;
  }
  return null;
}

/**
 * One provider that edits pictures, in three calls, because they are three durable steps: `submit`
 * spends money, the others do not. Failures are `AppError`s with a code of a run; `charge` says
 * what may have been spent; `retryable` is true only when it is certain that repeating is safe. A
 * failed submit with `charge: "none"` says that the provider certainly did not take it.
 *
 *     const submission = await editor.submit(request, signal);
 *     if (submission.state === "done") return submission.picture;
 *     let poll = await editor.poll(submission.pollingUrl, signal);
 *     while (poll.state !== "ready") poll = await editor.poll(submission.pollingUrl, signal);
 *     return editor.fetch(poll.resultUrl, signal);
 */
export type ImageEditor = {
  /** Name of its provider, such as `local`. */
  readonly id: string;
  /** For people, e.g. `Local engine (no AI)`. */
  readonly label: string;
  /** True when repeating a submit costs nothing, so that a crash in between may repeat it. */
  readonly free: boolean;
  readonly capabilities: EditorCapabilities;
  /** All that can be said to it, of an editor of rules; absent where any words will do. */
  vocabulary?(): Promise<Vocabulary>;
  /** Tasks that may be open at once at the provider, all processes together; `null`: no limit. */
  readonly maxActive: number | null;
  /** Of a provider that can call back when a task is ready: whether it may be told to, at this address. */
  readonly callsBack?: (url: string) => boolean;
  /** What one edit of a picture of this size will cost; `null` where nothing is known. Never spends. */
  quote(size: { width: number; height: number }, signal: AbortSignal): Promise<Cost | null>;
  submit(request: SubmitRequest, signal: AbortSignal): Promise<Submission>;
  poll(pollingUrl: string, signal: AbortSignal): Promise<PollResult>;
  fetch(resultUrl: string, signal: AbortSignal): Promise<Picture>;
};

export type EnhanceRequest = {
  /** The person's words, trimmed, 1..2000 characters. Data, never instructions. */
  prompt: string;
  /** The picture at ≤ 1024 px, upright sRGB, encoded as `contentType`. */
  picture: { bytes: Uint8Array; contentType: string; width: number; height: number };
  /** Id of the editor that the prompt is for. */
  editor: string;
  /** That editor is to carry out what it understands instead of refusing the whole; `false` when left out. */
  bestEffort?: boolean;
};

export type Enhancement = {
  /** The prompt for the editor: one clear instruction in plain words, shown to the person. */
  prompt: string;
  plan: EditPlan;
  /** What kinds of edit it is, each once; empty where that is not known. */
  kinds: readonly EditKind[];
  /** What was noticed on the way, for the log and the details view. */
  notes: string[];
};

/** How a service answered last, as this process knows it. */
export type EnhancerState = { failing: boolean; lastAnsweredAt: Date | null };

/**
 * Turns a person's words into a better instruction by three passes: analyse → enhance → optimise
 * for the editor. Adds no object, direction or scope that was not asked for. May throw anything:
 * the edit then goes on with the person's own words and `enhanced: false`.
 *
 *     const { prompt, plan } = await enhancer.enhance({ prompt: words, picture, editor: "local" }, signal);
 */
export type PromptEnhancer = {
  /** Name of its provider, such as `local`. */
  readonly name: string;
  enhance(request: EnhanceRequest, signal: AbortSignal): Promise<Enhancement>;
  /** Of a service: `null` before it was asked for the first time. Absent where nothing can fail. */
  lastState?(): EnhancerState | null;
};
