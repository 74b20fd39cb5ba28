import { type AlertRow, countEnded, endAlerts, markTold, noteAlerts, takeUntold } from "@/db/queries/alerts";
import { findBrokenEditors } from "@/db/queries/editor-health";
import { countBacklog, countQueues, countUnfinished } from "@/db/queries/gauges";
import { ALL, spendToday } from "@/db/queries/spend";
import { DeadlineError, withDeadline } from "@/lib/async";
import { diskSpace } from "@/lib/disk-space";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { ALERT_RULE_NAMES, ALERT_RULES, type AlertRuleName, type Situation } from "./rules";
import type { AlertsConfig } from "./config";
import { sendAlert } from "./webhook";

const ENDED_MINUTES = 15;

/** What holds no more for so long is over. */
const QUIET_MINUTES = 10;

/** What could not be told is tried again after so long. */
const AGAIN_SECONDS = 55;

/** Longest wait for the store, in milliseconds. */
const STORE_PATIENCE_MS = 5_000;

/**
 * Looks at what the rules are about, and tells an operator of what holds for the first time, and of what is over. All
 * processes share what was told. The sweeper calls this when it comes, so that nothing looks while nothing is open where
 * each look is paid for. Never throws: to watch must break nothing.
 */
export async function checkAlerts(services: Services): Promise<void> {
  const { db, log } = services;
  const { alerts } = services.env;
  if (alerts === null) return;
  try {
    const situation = await readSituation(services);
    await noteAlerts(
      db,
      ALERT_RULE_NAMES.flatMap((rule) => ALERT_RULES[rule].look(situation).map((alarm) => ({ rule, ...alarm }))),
    );
    await endAlerts(db, QUIET_MINUTES);
    for (const row of await takeUntold(db, AGAIN_SECONDS)) await tellOperator(services, alerts, row);
  } catch (error) {
    log.warn("alerts were not looked at", { error });
  }
}

/** Tells one thing; what the webhook does not take is left to a later look. */
async function tellOperator(
  { db, env, log }: Services,
  webhook: NonNullable<AlertsConfig["alerts"]>,
  row: AlertRow,
): Promise<void> {
  try {
    // Of a rule that only another release has, nothing is said.
    if (isRule(row.rule)) await sendAlert(webhook, messageOf(row.rule, row, env));
  } catch (error) {
    log.warn("an alert was not told", { rule: row.rule, subject: row.subject, detail: row.detail, error });
    return;
  }
  await markTold(db, row);
}

const isRule = (name: string): name is AlertRuleName => Object.hasOwn(ALERT_RULES, name);

function messageOf(rule: AlertRuleName, row: AlertRow, env: Services["env"]) {
  const { title, todo } = ALERT_RULES[rule];
  return {
    rule,
    subject: row.subject,
    state: row.overAt === null ? ("holds" as const) : ("over" as const),
    title,
    detail: row.detail,
    since: row.since,
    todo: `docs/operations.md, "${todo}"`,
    server: env.publicUrl ?? env.environment,
  };
}

async function readSituation({ db, env, editors, blobs }: Services): Promise<Situation> {
  const { perDayUsd } = env.spendCaps;
  const paid = editors.some(({ free }) => !free);
  const isEmbedded = env.database.kind === "pglite" || env.images.kind === "files";
  const ended = await countEnded(db, ENDED_MINUTES);
  const unfinished = await countUnfinished(db);
  const queues = await countQueues(db);
  const { parked } = await countBacklog(db);
  const brokenEditors = await findBrokenEditors(
    db,
    editors.map(({ id }) => id),
  );
  const spend = paid && perDayUsd !== null ? await spendToday(db, ALL) : null;
  return {
    ended,
    unfinished,
    queues,
    parkedResults: parked,
    brokenEditors,
    spend: spend === null || perDayUsd === null ? null : { todayUsd: spend.allUsd, capUsd: perDayUsd },
    storeFailure: await storeFailure(blobs),
    disk: isEmbedded ? await diskSpace(env.dataDir) : null,
  };
}

/** Why the store fails, as a code or a kind of error: its own words may hold addresses. */
async function storeFailure(blobs: Services["blobs"]): Promise<string | null> {
  try {
    await withDeadline(
      STORE_PATIENCE_MS,
      (ms) => new DeadlineError(ms),
      () => blobs.check(),
    );
    return null;
  } catch (error) {
    if (error instanceof DeadlineError) return error.message;
    return error instanceof AppError ? error.code : "an error";
  }
}
