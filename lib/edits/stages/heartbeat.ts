import { readWithHeartbeat, setStageShare } from "@/db/queries/edit-runs";
import type { StageStatus } from "@/lib/lifecycle";
import type { Services } from "@/lib/services";

/** A run in one of its stages. */
type AtWork = { editId: string; runId: string; services: Pick<Services, "db"> };

type Heartbeat = {
  /** Shows it at once; comes back when it is shown, or cannot be. */
  show: () => Promise<void>;
  /** Nothing is shown from now on; comes back when nothing is being written any more. */
  end: () => Promise<void>;
};

/**
 * Shows every `everyMs` that the run lives while a step of this stage lasts, however long that waits or works.
 * @param onOver is told when the edit turns out to be over, no longer this run's, or past the stage.
 */
export function startHeartbeat(
  { editId, runId, services }: AtWork,
  status: StageStatus,
  everyMs: number,
  onOver: () => void,
): Heartbeat {
  let timer: NodeJS.Timeout | undefined;
  let showing: Promise<void> | null = null;
  let isEnded = false;

  const showOnce = async (): Promise<void> => {
    try {
      const edit = await readWithHeartbeat(services.db, editId, runId);
      if (edit?.status !== status && !isEnded) onOver();
    } catch {
      // One that is lost does no harm; a database that stays away is met by what follows.
    }
  };

  function plan(): void {
    clearTimeout(timer);
    if (!isEnded) timer = setTimeout(() => void show(), everyMs);
  }

  /** One after the other: a look that began before is no answer to who asks now. */
  function show(): Promise<void> {
    clearTimeout(timer);
    const mine = (showing ?? Promise.resolve()).then(showOnce).finally(() => {
      if (showing !== mine) return;
      showing = null;
      plan();
    });
    showing = mine;
    return mine;
  }

  plan();
  return {
    show,
    async end() {
      isEnded = true;
      clearTimeout(timer);
      await showing;
    },
  };
}

/** Milliseconds between two writes of the progress, and before the first: a quick edit writes nothing. */
const EVERY_MS = 400;

type ProgressReport = {
  /** Takes note of how much is done, 0..1, to be written soon. Never throws, never goes back. */
  tell: (share: number) => void;
  /** Nothing is written from now on; comes back when nothing is being written any more. */
  end: () => Promise<void>;
};

/**
 * Writes how far an editor is to the edit's row while the stage lasts: one write at a time, and not often.
 * @param onOver is told when the edit turns out to be over, or no longer this run's.
 */
export function reportProgress({ editId, runId, services }: AtWork, onOver: () => void): ProgressReport {
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
