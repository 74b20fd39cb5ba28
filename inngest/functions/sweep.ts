import { cron, type Inngest } from "inngest";
import { noteSweep } from "@/db/queries/looks";
import { checkAlerts } from "@/lib/alerts/check-alerts";
import { scheduleNextSweep } from "@/lib/edits/looks";
import { sweepEdits } from "@/lib/edits/sweep";
import { judgeFeedback } from "@/lib/feedback/judge-feedback";
import type { Services } from "@/lib/services";
import { sweepDue } from "../events";

/**
 * Sends again what was left behind, and ends what takes too long: when an event that an edit sent ahead falls due, and
 * by the clock where there is a `schedule`. No step, which would be counted as a second execution: it may be repeated.
 */
export function createSweepFunction(inngest: Inngest, getServices: () => Promise<Services>, schedule: string | null) {
  return inngest.createFunction(
    {
      id: "sweep",
      name: "Sweep up stuck edits",
      triggers: [sweepDue, ...(schedule === null ? [] : [cron(schedule)])],
      retries: 3,
      concurrency: { limit: 1 },
    },
    async () => {
      const services = await getServices();
      // Whether runs are carried out at all is told by this, see lib/health/check-runs.ts.
      await noteSweep(services.db);
      const swept = await sweepEdits(services);
      await checkAlerts(services);
      await scheduleNextSweep(services);
      await judgeFeedback(services);
      return swept;
    },
  );
}
