import { cron, type Inngest } from "inngest";
import { cleanUp } from "@/lib/edits/clean-up";
import { scheduleNextCleanup, scheduleNextSweep } from "@/lib/edits/looks";
import type { Services } from "@/lib/services";
import { cleanupDue } from "../events";

/** Deletes what has expired: when an event that was sent ahead falls due, and every hour where anything runs by the clock. */
export function createCleanupFunction(inngest: Inngest, getServices: () => Promise<Services>, byClock: boolean) {
  return inngest.createFunction(
    {
      id: "cleanup",
      name: "Delete expired pictures and rows",
      triggers: [cleanupDue, ...(byClock ? [cron("7 * * * *")] : [])],
      retries: 3,
      concurrency: { limit: 1 },
    },
    async () => {
      const services = await getServices();
      const done = await cleanUp(services);
      await scheduleNextCleanup(services);
      // For the pictures that the store did not delete.
      await scheduleNextSweep(services);
      return done;
    },
  );
}
