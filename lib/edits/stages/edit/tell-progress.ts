import { setStageShare } from "@/db/queries/edits";
import type { StageContext } from "../stage";

/** Milliseconds between two writes, and before the first: a quick edit writes nothing. */
const EVERY_MS = 400;

type Telling = {
  /** Takes note of how much is done, 0..1, to be written soon. Never throws, never goes back. */
  tell: (share: number) => void;
  /** Nothing is written from now on; comes back when nothing is being written any more. */
  end: () => Promise<void>;
};

/**
 * Writes how far an editor is to the edit's row while the stage lasts: one write at a time, and not often.
 * @param onOver is told when the edit turns out to be over, or no longer this run's.
 */
export function tellProgress({ editId, runId, services }: StageContext, onOver: () => void): Telling {
  let timer: NodeJS.Timeout | undefined;
  let writing: Promise<void> | null = null;
  let [latest, written] = [0, 0];
  let writtenAt = performance.now();
  let isOver = false;

  function plan(): void {
    if (isOver || writing !== null || latest <= written) return;
    timer ??= setTimeout(
      () => {
        timer = undefined;
        writing = write();
      },
      Math.max(0, writtenAt + EVERY_MS - performance.now()),
    );
  }

  async function write(): Promise<void> {
    written = latest;
    try {
      const isOurs = await setStageShare(services.db, { id: editId, runId }, written);
      if (!isOurs && !isOver) onOver();
    } catch {
      // One that is lost does no harm; a database that stays away is met by what follows.
    }
    writtenAt = performance.now();
    writing = null;
    plan();
  }

  return {
    tell(share) {
      latest = Math.max(latest, Math.min(1, share));
      plan();
    },
    async end() {
      isOver = true;
      clearTimeout(timer);
      await writing;
    },
  };
}
