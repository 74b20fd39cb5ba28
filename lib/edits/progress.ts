import { type EditRecord, type EditRow, findEditRecord, findEditRecords, usualSeconds } from "@/db/queries/edits";
import { isFinal } from "@/lib/lifecycle";
import type { Services } from "@/lib/services";
import { isEditId } from "./edit-id";
import type { SourceSize } from "./source-size";
import type { EditProgress } from "./view-schema";
import { noticeStuck } from "./sweep";
import { editNode } from "./view";

/** One edit, or `null`: unknown, malformed and deleted ids are all the same. */
export async function findEdit(services: Services, id: string): Promise<EditRecord | null> {
  const edit = isEditId(id) ? await findEditRecord(services.db, id.toLowerCase()) : null;
  if (edit !== null) noticeStuck(services, [edit]);
  return edit;
}

/** The state of several edits at once, in one statement, and when to ask again. */
export async function getProgress(services: Services, ids: readonly string[], origin: string): Promise<EditProgress> {
  const known = [...new Set(ids.filter(isEditId).map((id) => id.toLowerCase()))];
  const records = known.length === 0 ? [] : await findEditRecords(services.db, known);
  noticeStuck(services, records);
  const edits = await Promise.all(
    records.map(async (record) => {
      const usual = isFinal(record.status)
        ? null
        : await usualTime(services, record.editor ?? record.requestedEditor, record);
      const wait = secondsUntilUseful(record, usual) ?? secondsToReplay(services, record);
      return { node: editNode(record, origin, usual, services.editors), wait };
    }),
  );
  const waits = edits.flatMap(({ wait }) => (wait === null ? [] : [wait]));
  return {
    edits: edits.map(({ node }) => node),
    retry_after: waits.length === 0 ? null : Math.min(...waits),
    limited: false,
  };
}

/** An operator may replay a failed edit: whoever has its page open is to see it within half a minute. */
const REPLAY_SECONDS = 20;

/** Only of what failed within the last day, and where somebody else carries out runs, whom an operator can tell to. */
const secondsToReplay = ({ env }: Services, { status, finishedAt }: EditRow): number | null =>
  status === "failed" && env.runs === "inngest" && Date.now() - (finishedAt?.getTime() ?? 0) < 86_400_000
    ? REPLAY_SECONDS
    : null;

/**
 * Seconds until asking again is useful, or `null` when the edit is over: sparse while the edit
 * cannot be done yet by its usual time, dense when it is due, then ever sparser up to 4 s.
 */
export function secondsUntilUseful(
  edit: EditRecord,
  usualSeconds: number | null,
  now: Date = new Date(),
): number | null {
  if (isFinal(edit.status)) return null;
  const since = (edit.enhancingStartedAt ?? edit.createdAt).getTime();
  const elapsed = Math.max(0, (now.getTime() - since) / 1000);
  const usual = usualSeconds ?? 2;
  const left = usual - elapsed;
  if (left > 1) return Math.min(left * 0.7, 4);
  const overdue = Math.max(0, -left);
  return Math.min(0.4 + overdue * 0.2, 4);
}

const REMEMBERED_MS = 60_000;

const remembered = new WeakMap<object, Map<string, { at: number; seconds: Promise<number | null> }>>();

/**
 * Seconds that an editor usually takes from start to end, looked up once a minute: the median of its last edits, for one
 * to which the size matters of those of about this size, and without any what it publishes.
 */
export async function usualTime(
  services: Services,
  editor: string | null,
  size: SourceSize | null = null,
): Promise<number | null> {
  const id = editor ?? services.editors[0]?.id;
  if (id === undefined) return null;
  const { usualSeconds: published = null, secondsPerMegapixel: slope = 0 } =
    services.editors.find((candidate) => candidate.id === id)?.capabilities ?? {};
  const pixels = slope === 0 ? 0 : (size?.originalWidth ?? 0) * (size?.originalHeight ?? 0);
  // By the power of two: a picture of about the same size has the same answer.
  const key = pixels === 0 ? id : `${id} ${Math.round(Math.log2(pixels))}`;
  const times = remembered.get(services) ?? new Map<string, { at: number; seconds: Promise<number | null> }>();
  remembered.set(services, times);
  const known = times.get(key);
  if (known !== undefined && Date.now() - known.at < REMEMBERED_MS) return known.seconds;
  const expected = published === null ? null : published + slope * Math.max(0, pixels / 1e6 - 1);
  const seconds = usualSeconds(services.db, id, pixels === 0 ? null : pixels).then((median) => median ?? expected);
  times.set(key, { at: Date.now(), seconds });
  seconds.catch(() => times.delete(key));
  return seconds;
}
