import type { EditPlan } from "@/lib/ai/edit-plan";
import type { ErrorCode } from "@/lib/errors";

/** What the engine is asked to do on its thread; one job at a time. */
export type ToWorker = { kind: "edit"; bytes: Uint8Array; operations: EditPlan["operations"] } | { kind: "cancel" };

/** What it answers. After anything but `progress` it is free again. */
export type FromWorker =
  | { kind: "progress"; share: number }
  | { kind: "done"; bytes: Uint8Array }
  /** A failure that a person is told of. */
  | { kind: "failed"; code: ErrorCode; detail: string }
  | { kind: "broken"; error: unknown };
