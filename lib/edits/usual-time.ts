import { usualSeconds } from "@/db/queries/edits";
import type { Services } from "@/lib/services";

const REMEMBERED_MS = 60_000;

const remembered = new WeakMap<object, Map<string, { at: number; seconds: Promise<number | null> }>>();

/** Seconds that an editor usually takes from start to end: the median of its last edits, looked up once a minute. */
export async function usualTime(services: Services, editor: string | null): Promise<number | null> {
  const id = editor ?? services.editors[0]?.id;
  if (id === undefined) return null;
  const times = remembered.get(services) ?? new Map<string, { at: number; seconds: Promise<number | null> }>();
  remembered.set(services, times);
  const known = times.get(id);
  if (known !== undefined && Date.now() - known.at < REMEMBERED_MS) return known.seconds;
  const published = services.editors.find((candidate) => candidate.id === id)?.capabilities.usualSeconds ?? null;
  const seconds = usualSeconds(services.db, id).then((median) => median ?? published);
  times.set(id, { at: Date.now(), seconds });
  seconds.catch(() => times.delete(id));
  return seconds;
}
