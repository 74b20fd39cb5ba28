import { judgeLater, keepJudgement, takeUnjudged } from "@/db/queries/feedback";
import { addSpend, ALL, correctSpend } from "@/db/queries/spend";
import { withDeadline } from "@/lib/async";
import { AppError } from "@/lib/errors";
import type { TextJudge } from "@/lib/providers/port";
import type { Services } from "@/lib/services";

/** What is put among the themes of a text that somebody else than the lexicon judged, before the name. */
export const JUDGED_BY = "by:";

/** As whose money it is counted, beside everybody's: no client is called so. */
const SCOPE = "feedback";

/** US dollars that judging may cost a day, whatever else may be spent. */
const MOST_A_DAY_USD = 1;

const MOST_TEXTS = 20;

/** No text is begun after so many milliseconds: who calls this has more to do. */
const MOST_MS = 10_000;

const PATIENCE_MS = 10_000;

/** Minutes until who did not take a text is asked again. */
const AGAIN_MINUTES = 30;

type Judging = Pick<Services, "db" | "env" | "log" | "judge">;

/**
 * Has texts of feedback that wait for it judged, one by one, and counts what they cost against the caps of the day first.
 * A text is paid for once at most: cut off in the middle, it stays as the lexicon judged it, and so does one without a
 * usable answer. What certainly was not taken costs nothing and waits, for a day. Never throws.
 * @returns how many were judged.
 */
export async function judgeFeedback(services: Judging): Promise<number> {
  const { judge, log } = services;
  if (judge === undefined) return 0;
  const end = performance.now() + MOST_MS;
  let judged = 0;
  try {
    for (let count = 0; count < MOST_TEXTS && performance.now() < end; count += 1) {
      const taken = await takePaid(services, judge);
      if (taken === null) break;
      const result = await judgeOne(services, judge, taken);
      if (result === "judged") judged += 1;
      if (result === "later") break;
    }
  } catch (error) {
    log.warn("feedback was not judged", { error });
  }
  return judged;
}

type Taken = { editId: string; text: string; day: string };

/** The next text, with what it may cost counted; `null`: none waits, or the caps allow no more. */
async function takePaid({ db, env }: Judging, { priceUsd }: TextJudge): Promise<Taken | null> {
  const work = db.transaction().execute(async (tx) => {
    const found = await takeUnjudged(tx);
    if (found === null) return null;
    const day = await addSpend(tx, ALL, priceUsd, env.spendCaps.perDayUsd);
    const isAllowed = day !== null && (await addSpend(tx, SCOPE, priceUsd, MOST_A_DAY_USD)) !== null;
    if (!isAllowed) throw new AppError("BUDGET_EXHAUSTED");
    return { ...found, day };
  });
  return work.catch((error: unknown) => {
    if (error instanceof AppError && error.code === "BUDGET_EXHAUSTED") return null;
    throw error;
  });
}

async function judgeOne(
  services: Judging,
  judge: TextJudge,
  { editId, text, day }: Taken,
): Promise<"judged" | "not judged" | "later"> {
  const { db, log } = services;
  try {
    const sound = await withDeadline(PATIENCE_MS, "PROVIDER_TIMEOUT", (signal) => judge.judge(text, signal));
    await keepJudgement(db, editId, sound === "unknown" ? null : sound, `${JUDGED_BY}${judge.name}`);
    return "judged";
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.warn("a text of feedback was not judged", { code: error.code, charge: error.charge });
    if (error.charge !== "none") return "not judged";
    // What is wrong with this text alone would be wrong with it again.
    const isAboutTheText = error.code === "CONTENT_REFUSED" || error.code === "PROVIDER_REJECTED";
    await db.transaction().execute(async (tx) => {
      if (!isAboutTheText) await judgeLater(tx, editId, AGAIN_MINUTES);
      for (const scope of [ALL, SCOPE])
        await correctSpend(tx, { day, scope }, { fromUsd: String(judge.priceUsd), toUsd: "0" });
    });
    return isAboutTheText ? "not judged" : "later";
  }
}
