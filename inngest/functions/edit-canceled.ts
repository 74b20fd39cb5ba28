import type { Inngest } from "inngest";
import { z } from "zod";
import { cancelEdit } from "@/lib/edits/cancel";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { APP_ID } from "../app";

const canceledRun = z.object({ event: z.object({ data: z.object({ editId: z.uuid() }) }) });

/** A run that an operator cancels (from the dashboard, say) ends without `onFailure`: cancel its edit as well. */
export function createEditCanceledFunction(inngest: Inngest, getServices: () => Promise<Services>) {
  return inngest.createFunction(
    {
      id: "edit-canceled",
      name: "Cancel the edit of a canceled run",
      triggers: { event: "inngest/function.cancelled", if: `event.data.function_id == '${APP_ID}-edit'` },
      retries: 3,
    },
    async ({ event, step }) => {
      const { editId } = canceledRun.parse(event.data).event.data;
      return step.run("cancel", async () => {
        try {
          await cancelEdit(await getServices(), editId);
          return "canceled";
        } catch (error) {
          if (error instanceof AppError && (error.code === "EDIT_FINISHED" || error.code === "EDIT_NOT_FOUND"))
            return "over";
          throw error;
        }
      });
    },
  );
}
