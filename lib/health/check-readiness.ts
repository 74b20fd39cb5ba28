import { sql } from "kysely";
import { findBrokenEditors, lastCompletions, recentRefusals } from "@/db/queries/editor-health";
import { originLooksWrong } from "@/lib/http/origin-news";
import { DeadlineError, withDeadline } from "@/lib/async";
import type { Services } from "@/lib/services";
import { checkLimiter } from "./check-limiter";
import { checkRunsAreCarriedOut } from "./check-runs";
import type { CheckedPart, ProviderState, Readiness } from "./schema";

/** Longest time that one part may take to answer, in milliseconds. */
const PATIENCE_MS = 3000;

/** Without these no edit can be taken. Without shared limits each process counts by itself. */
const NEEDED: readonly CheckedPart[] = ["database", "images", "runs"];

/** Asks everything that edits need whether it is there; of the providers only what is known already, for asking costs. */
export async function checkReadiness(services: Services): Promise<Readiness> {
  const { db, blobs, limiter, log } = services;
  const state = async (part: CheckedPart, work: Promise<unknown>): Promise<"ok" | "failing"> => {
    try {
      await within(work);
      return "ok";
    } catch (error) {
      log.error("not ready", { part, error });
      return "failing";
    }
  };
  const [database, images, limits, runs] = await Promise.all([
    state("database", sql`select 1`.execute(db)),
    state("images", blobs.check()),
    state("limits", checkLimiter(limiter)),
    state("runs", checkRunsAreCarriedOut(services)),
  ]);
  const checks = {
    database,
    images,
    limits: limits === "ok" && countsAlone(services) ? "alone" : limits,
    runs,
    origin: originLooksWrong() ? "failing" : "ok",
  } as const;
  return {
    status: NEEDED.every((part) => checks[part] === "ok") ? "ready" : "unavailable",
    checks,
    providers: [enhancerState(services), ...(await editorStates(services, database === "ok"))],
    checked_at: new Date().toISOString(),
  };
}

/** Whether requests are limited here without the other processes. Elsewhere than on Vercel there may be no other. */
const countsAlone = ({ env, limiter }: Services): boolean =>
  limiter.countsAlone?.() === true || (env.onVercel && env.limits.kind === "memory");

function enhancerState({ enhancer }: Services): ProviderState {
  const last = enhancer.lastState === undefined ? { failing: false, lastAnsweredAt: null } : enhancer.lastState();
  return {
    part: "enhancer",
    id: enhancer.name,
    state: last === null ? "unknown" : last.failing ? "failing" : "ok",
    last_completed_at: last?.lastAnsweredAt?.toISOString() ?? null,
  };
}

/** As all processes together know it, from their attempts. */
async function editorStates({ db, editors }: Services, reachable: boolean): Promise<ProviderState[]> {
  const ids = editors.map((editor) => editor.id);
  const known = reachable
    ? await within(Promise.all([findBrokenEditors(db, ids), lastCompletions(db, ids), recentRefusals(db, ids)])).catch(
        () => null,
      )
    : null;
  return editors.map(({ id, free }) => {
    const [broken, completions, refusals] = known ?? [null, null, null];
    const refused = refusals?.get(id);
    const last = completions?.get(id) ?? null;
    // What is free runs in this process and is always there.
    const state = broken?.includes(id) ? "failing" : last !== null || free ? "ok" : "unknown";
    const hosts = refused === undefined ? {} : { refused_hosts: refused };
    return { part: "editor", id, state, last_completed_at: last?.toISOString() ?? null, ...hosts };
  });
}

const within = <T>(work: Promise<T>): Promise<T> =>
  withDeadline(
    PATIENCE_MS,
    (ms) => new DeadlineError(ms),
    () => work,
  );
