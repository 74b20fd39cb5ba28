import { cron, type Inngest } from "inngest";
import { sweepEdits } from "@/lib/edits/sweep";
import type { Services } from "@/lib/services";

/** Sends again what was left behind, and ends what takes too long. */
export function createSweepFunction(inngest: Inngest, getServices: () => Promise<Services>, schedule: string) {
  return inngest.createFunction(
    { id: "sweep", name: "Sweep up stuck edits", triggers: cron(schedule), retries: 0, concurrency: { limit: 1 } },
    ({ step }) => step.run("sweep", async () => sweepEdits(await getServices())),
  );
}
