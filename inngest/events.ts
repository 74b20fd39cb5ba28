import { eventType } from "inngest";
import { z } from "zod";

/** An edit is to be run. `dispatch` counts how often it was sent anew; a replay has the same number. */
export const editRequested = eventType("edit/requested", {
  schema: z.object({ editId: z.uuid(), dispatch: z.int().min(1) }),
});

/** A person canceled an edit: its run, if any, is to end. */
export const editCanceled = eventType("edit/canceled", { schema: z.object({ editId: z.uuid() }) });
