import type { EditNode } from "@/lib/edits/schema";
import { pendingEdit } from "./client/edits";
import type { EditorOffer } from "./client/offers";

/** An edit for a component's test: just accepted, but for what the test says of it. */
export function testEdit(change: Partial<EditNode> = {}): EditNode {
  const id = "00000000-0000-4000-8000-00000000000a";
  const edit = pendingEdit({
    id,
    prompt: "make it blue",
    parent: null,
    sourceUrl: null,
    retentionDays: 30,
    usualSeconds: null,
  });
  return { ...edit, ...change };
}

/** An engine for a component's test; `priceUsd` 0: a free one. */
export function testOffer(id: string, label: string, priceUsd: number | null, estimated = false): EditorOffer {
  return { id, label, free: priceUsd === 0, priceUsd, priceEstimated: estimated, usualSeconds: 12 };
}
