import { plainReason } from "@/lib/providers/plain-reason";

const LONGEST = 200;

/**
 * The reasons in the details of a moderated task, e.g. `{"Moderation Reasons": ["Nudity"]}`, in the
 * service's words and fit to be shown: at most 200 characters in all. Empty when it gives none.
 */
export function moderationReasons(details: unknown): string[] {
  const reasons: string[] = [];
  for (const text of textsIn(details, 0)) {
    const reason = plainReason(text);
    const length = [...reasons, reason].join(", ").length;
    if (reason !== null && !reasons.includes(reason) && length <= LONGEST) reasons.push(reason);
  }
  return reasons;
}

function textsIn(value: unknown, depth: number): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null || depth > 3) return [];
  return Object.values(value)
    .slice(0, 20)
    .flatMap((each) => textsIn(each, depth + 1));
}
