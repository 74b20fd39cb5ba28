import { cron, type Inngest } from "inngest";
import { cleanUp } from "@/lib/edits/clean-up";
import type { Services } from "@/lib/services";

/** Deletes what has expired, every hour. */
export function createCleanupFunction(inngest: Inngest, getServices: () => Promise<Services>) {
  return inngest.createFunction(
    {
      id: "cleanup",
      name: "Delete expired pictures and rows",
      triggers: cron("7 * * * *"),
      retries: 2,
      concurrency: { limit: 1 },
    },
    ({ step }) => step.run("cleanup", async () => cleanUp(await getServices())),
  );
}
