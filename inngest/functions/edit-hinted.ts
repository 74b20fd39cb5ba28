import type { Inngest } from "inngest";
import { followHint } from "@/lib/edits/hint";
import type { Services } from "@/lib/services";
import { editHinted } from "../events";

/** Finishes an edit whose provider said that it is ready, without waiting for its run to wake up. */
export function createEditHintedFunction(inngest: Inngest, getServices: () => Promise<Services>) {
  return inngest.createFunction(
    { id: "edit-hinted", name: "Go on with an edit that its provider called about", triggers: editHinted, retries: 0 },
    async ({ event, step }) =>
      followHint(
        event.data.editId,
        { run: (id, work) => step.run(id, work), sleep: (id, time) => step.sleep(id, time) },
        await getServices(),
      ),
  );
}
