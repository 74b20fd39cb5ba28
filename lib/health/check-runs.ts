import { findSignsOfRuns } from "@/db/queries/looks";
import type { Services } from "@/lib/services";

/** Seconds for which nothing may have begun while somebody waits. */
const IN_VAIN_SECONDS = 180;

/**
 * Rejects when runs are not carried out, as far as anybody can tell without one: what carries them out says so, the
 * sweeper has not run when its time had come twice, or an edit waits and none begins. A server that answers proves
 * nothing: it may know no function of ours, or call somebody else.
 * @param upSeconds for how long this process has been up: before, nobody may have been there to be called.
 */
export async function checkRunsAreCarriedOut(
  { db, env, checkRuns }: Pick<Services, "db" | "env" | "checkRuns">,
  upSeconds: number = process.uptime(),
): Promise<void> {
  await checkRuns();
  // A queue of our own may be long, and says itself whether it is at work.
  if (env.runs === "embedded") return;
  const { sweepAge, waitsInVain } = await findSignsOfRuns(db, IN_VAIN_SECONDS);
  const patience = env.sweepSeconds === null ? null : env.sweepSeconds * 2 + 60;
  if (patience !== null && upSeconds > patience && (sweepAge === null || sweepAge > patience))
    throw new Error(
      sweepAge === null
        ? "the sweeper has never run: Inngest does not call this app"
        : `the sweeper has not run for ${Math.round(sweepAge)} seconds: Inngest does not call this app`,
    );
  if (waitsInVain && upSeconds > IN_VAIN_SECONDS)
    throw new Error(`edits wait, and none has begun for ${IN_VAIN_SECONDS} seconds`);
}
