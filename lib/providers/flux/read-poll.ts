import type { PollResult } from "@/lib/providers/port";
import { AppError } from "@/lib/errors";
import type { z } from "zod";
import type { polledSchema } from "./flux-answers";
import { refusedBecause } from "./flux-refusal";
import { moderationReasons } from "./moderation-reasons";

type Polled = z.infer<typeof polledSchema>;

const RUNNING = new Set(["pending", "reasoning", "generating"]);

const final = { charge: "possible", retryable: false } as const;

/**
 * What a poll's answer means. A status that is not known keeps the poll going: the service adds
 * names for work in progress, and our own deadline ends what never ends.
 * @param onUnknown told the name of such a status.
 * @throws {AppError} what the task ended with.
 */
export function readPoll(
  { status, result, progress, details }: Polled,
  onUnknown: (status: string) => void,
): PollResult {
  const cause = new Error(`the task ended as ${status.slice(0, 60)}`);
  switch (status.toLowerCase()) {
    case "ready": {
      const resultUrl = result?.sample ?? null;
      if (resultUrl !== null) return { state: "ready", resultUrl, cost: null };
      throw new AppError("PROVIDER_BAD_RESULT", {
        charge: "made",
        retryable: false,
        cause: new Error("the task is ready without a picture"),
      });
    }
    case "request moderated":
    case "content moderated":
      throw new AppError("CONTENT_REFUSED", { ...final, cause, detail: refusedBecause(moderationReasons(details)) });
    case "error":
    case "failed":
      throw new AppError("PROVIDER_UNAVAILABLE", {
        ...final,
        cause,
        detail: "The image service failed while making this edit. It may have charged for it.",
      });
    case "task not found":
      throw new AppError("PROVIDER_UNAVAILABLE", {
        ...final,
        cause,
        detail: "The image service does not know this edit any more. It may have charged for it.",
      });
    default:
      if (!RUNNING.has(status.toLowerCase())) onUnknown(status);
      return { state: "running", progress: shareOf(progress ?? null) };
  }
}

/** Progress from 0 to 1; it is not said whether the service counts to 1 or to 100. */
function shareOf(progress: number | null): number | null {
  if (progress === null || progress < 0 || progress > 100) return null;
  return progress > 1 ? progress / 100 : progress;
}
