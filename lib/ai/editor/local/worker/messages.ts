import type { EditPlan } from "@/lib/ai/edit-plan";
import type { Charge, ErrorCode } from "@/lib/errors";

/** Other versions of the picture's chain, encoded, by number (see `Work.version`). */
export type Versions = ReadonlyMap<number, Uint8Array>;

/** What the engine is asked to do on its thread; one job at a time. */
export type ToWorker =
  | { kind: "edit"; bytes: Uint8Array; operations: EditPlan["operations"]; versions: Versions }
  | { kind: "cancel" };

/** An error as it crosses from one thread to another, which takes its class and more from it. */
export type DescribedError = {
  name: string;
  message: string;
  stack: string;
  cause: DescribedError | null;
  /** What an `AppError` says besides. */
  app: { code: ErrorCode; detail: string; retryable: boolean; charge: Charge } | null;
};

/** What it answers. After anything but `progress` it is free again. */
export type FromWorker =
  | { kind: "progress"; share: number }
  | { kind: "done"; bytes: Uint8Array }
  | { kind: "failed"; error: DescribedError };
