import { eventType } from "inngest";
import { z } from "zod";

/**
 * An edit is to be run. `dispatch` counts how often it was sent anew; a replay has the same number. `client`: a hash of
 * who asked, by which runs are shared fairly; not there for edits whose client is not known. `trace`: where the trace of
 * the request stands, for those that are traced. `replay`: written by an operator, the code of a failure that is not
 * replayed unless it is named.
 */
export const editRequested = eventType("edit/requested", {
  schema: z.object({
    editId: z.uuid(),
    dispatch: z.int().min(1),
    client: z.string().optional(),
    trace: z.string().optional(),
    replay: z.string().optional(),
  }),
});

/** The provider called back about an edit: its task is worth a question now. */
export const editHinted = eventType("edit/hinted", { schema: z.object({ editId: z.uuid() }) });

/** A person canceled an edit: its run, if any, is to end. */
export const editCanceled = eventType("edit/canceled", { schema: z.object({ editId: z.uuid() }) });

/** The sweeper is to look; sent with a time to come. */
export const sweepDue = eventType("sweep/due", { schema: z.object({}) });

/** The clean-up is to look; sent with a time to come. */
export const cleanupDue = eventType("cleanup/due", { schema: z.object({}) });
