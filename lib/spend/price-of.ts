import type { Cost, ImageEditor } from "@/lib/providers/port";
import { withDeadline } from "@/lib/async";

export type Size = { width: number; height: number };

/**
 * What one edit of a picture of this size costs with an editor, in US dollars: the provider's own
 * figure where it comes within `ms`, else the published price, said to be an estimate. `null`:
 * nothing is known. A free editor is not asked. Never throws, never spends.
 */
export async function priceOf(editor: ImageEditor, size: Size | null, ms: number): Promise<Cost | null> {
  if (editor.free) return { usd: 0, estimated: false };
  const quoted = size === null ? null : await quote(editor, size, ms);
  if (quoted !== null) return quoted;
  const { priceUsd } = editor.capabilities;
  return priceUsd === null ? null : { usd: priceUsd, estimated: true };
}

async function quote(editor: ImageEditor, size: Size, ms: number): Promise<Cost | null> {
  try {
    const cost = await withDeadline(ms, "PROVIDER_UNAVAILABLE", (signal) => editor.quote(size, signal));
    return cost !== null && Number.isFinite(cost.usd) && cost.usd >= 0 ? cost : null;
  } catch {
    return null; // The published price is good enough, and nothing depends on the service being there.
  }
}
