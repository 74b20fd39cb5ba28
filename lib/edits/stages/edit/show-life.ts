import { beat } from "@/db/queries/edits";
import type { StageContext } from "../stage";

type Life = {
  /** Shows it at once; comes back when it is shown, or cannot be. */
  show: () => Promise<void>;
  /** Nothing is shown from now on; comes back when nothing is being written any more. */
  end: () => Promise<void>;
};

/**
 * Shows every `everyMs` that the run lives while a step of the image stage lasts, however long that waits or works.
 * @param onOver is told when the edit turns out to be over, no longer this run's, or past the stage.
 */
export function showLife({ editId, runId, services }: StageContext, everyMs: number, onOver: () => void): Life {
  let timer: NodeJS.Timeout | undefined;
  let showing: Promise<void> | null = null;
  let isEnded = false;

  const showOnce = async (): Promise<void> => {
    try {
      const edit = await beat(services.db, editId, runId);
      if (edit?.status !== "processing_image" && !isEnded) onOver();
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
