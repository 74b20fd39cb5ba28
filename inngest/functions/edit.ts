import { type Inngest, NonRetriableError, RetryAfterError } from "inngest";
import { DIED } from "../embedded/options";
import { editCanceled, editRequested } from "../events";
import { editLabel } from "@/lib/edits/edit-id";
import { failEdit, failureFrom, failureOf, ownFailureFrom } from "@/lib/edits/fail";
import { scheduleNextSweep } from "@/lib/edits/looks";
import { NotReplayedError } from "@/lib/edits/replay";
import { runEdit } from "@/lib/edits/run";
import type { DurableStep } from "@/lib/edits/stages/stage";
import { leaveToSweeper } from "@/lib/edits/sweep";
import { AppError, type ErrorCode, ERRORS, isAboutTheRequest } from "@/lib/errors";
import { toAppError } from "@/lib/http/response";
import type { Services } from "@/lib/services";

/**
 * How often a run may fail to come about, or a step in it, before what carries it out gives up: a server of Inngest's
 * spends two minutes on the first four while it cannot reach the app, and as much on each further one.
 */
const RETRIES = 10;

/** Tries of the steps that are under way, which end earlier where it is the app that failed. */
const tries = createTries();

/** Runs one edit. A failed edit is a failed run, so that it can be replayed from the dashboard. */
export function createEditFunction(inngest: Inngest, getServices: () => Promise<Services>, runsPerClient: number) {
  return inngest.createFunction(
    {
      id: "edit",
      name: "Edit a picture",
      triggers: editRequested,
      retries: RETRIES,
      concurrency: { key: "event.data.client", limit: runsPerClient },
      cancelOn: [{ event: editCanceled, match: "data.editId" }],
      onFailure: async ({ event, error, step }) => {
        const { editId } = editRequested.schema.parse(event.data.event.data);
        const { run_id: runId } = event.data;
        // The run has failed the edit already, unless it could not.
        await step.run("fail", async () => {
          const services = await getServices();
          // One that no failure is told of has not failed; a picture that ends every process that works on it has.
          if (ownFailureFrom(error) === null && error.name !== DIED) {
            if (!(await leaveToSweeper(services, editId, runId))) return "over";
            await scheduleNextSweep(services);
            return "left to the sweeper";
          }
          return (await failEdit(services, editId, runId, failureFrom(error))) ? "failed" : "over";
        });
      },
    },
    async ({ event, step, runId }) => {
      const services = await getServices();
      const { editId, client, trace, replay } = event.data;
      // Told to the row here and now: its sentence may quote the person, whose words the runner is not to keep.
      const failNow = async (error: AppError): Promise<void> => {
        try {
          await failEdit(services, editId, runId, failureOf(error));
        } catch (cause) {
          services.log.warn("a failed edit is left to the run's end", { edit: editLabel(editId), error: cause });
        }
      };
      const durable: DurableStep = {
        run: (id, work) =>
          step.run(id, async () => {
            const count = tries.begin(`${runId} ${id}`);
            try {
              const done = await work();
              tries.end(`${runId} ${id}`);
              return done;
            } catch (error) {
              const known = error instanceof AppError ? error : null;
              const reason = known === null ? { error } : { code: known.code, error: known.cause };
              if (known !== null && isAboutTheRequest(known.code))
                services.log.info("a request was answered with a refusal", {
                  edit: editLabel(editId),
                  code: known.code,
                });
              else services.log.warn("a step failed", { edit: editLabel(editId), step: id, ...reason });
              const stepError = toStepError(error, count);
              if (stepError instanceof NonRetriableError) tries.end(`${runId} ${id}`);
              if (known !== null && stepError instanceof NonRetriableError) await failNow(known);
              throw stepError;
            }
          }),
        sleep: (id, time) => step.sleep(id, time),
      };
      try {
        return await runEdit(
          { editId, dispatch: event.data.dispatch, runId, client, trace, replay },
          durable,
          services,
        );
      } catch (error) {
        throw error instanceof NotReplayedError ? new RunFailed(error.code, error.message, error) : error;
      }
    },
  );
}

/** Codes after which the same step may simply be tried again: nothing was taken, nothing was paid. */
const TRANSIENT: readonly ErrorCode[] = ["PROVIDER_UNAVAILABLE", "STORAGE_UNAVAILABLE", "UNAVAILABLE", "INTERNAL"];

/** How often a step is tried that fails by itself. */
const OWN_TRIES = 4;

/** Steps that are counted at once, at most. */
const MOST = 1_000;

/**
 * Counts how often this process has begun a step: what carries it out counts as well how often it could not reach the
 * app, which is no failure of the step.
 */
export function createTries(): { begin(step: string): number; end(step: string): void } {
  const counts = new Map<string, number>();
  return {
    begin(step) {
      const count = (counts.get(step) ?? 0) + 1;
      counts.delete(step);
      counts.set(step, count);
      // Those that another process went on with are never ended here.
      for (const oldest of counts.keys()) {
        if (counts.size <= MOST) break;
        counts.delete(oldest);
      }
      return count;
    },
    end: (step) => void counts.delete(step),
  };
}

/**
 * Translates an error at the boundary of a durable step: whether the runner tries again, and, in
 * the cause, what it means for the edit (a stored error keeps its cause's own properties, not its class).
 * One that ends the edit carries its code's own sentence, for this one's, and what it suggests, may quote the person.
 * @param tried how often the step was tried by now. A database that is away is waited for as long as there are tries.
 */
export function toStepError(error: unknown, tried: number): Error {
  const isLast = tried >= OWN_TRIES && toAppError(error).code !== "UNAVAILABLE";
  if (!(error instanceof AppError)) {
    const unknown = error instanceof Error ? error : new Error("not an error", { cause: error });
    return isLast ? final(new AppError("INTERNAL", { cause: unknown })) : unknown;
  }
  if (isLast || !error.retryable || !TRANSIENT.includes(error.code)) return final(error);
  const cause = { ...failureOf(error), suggestions: [], cause: error.cause };
  if (error.retryAfterSeconds !== null)
    return new RetryAfterError(error.message, `${Math.ceil(error.retryAfterSeconds)}s`, { cause });
  return Object.assign(new Error(error.message, { cause }), { name: error.code });
}

/** The end of an edit's run. Called by its code, which is what a list of runs shows of it. */
export class RunFailed extends NonRetriableError {
  constructor(code: ErrorCode, sentence: string, cause: unknown) {
    super(sentence, { cause });
    this.name = code;
  }
}

function final(error: AppError): NonRetriableError {
  const failure = failureOf(error);
  const { detail } = ERRORS[failure.code];
  return new RunFailed(failure.code, detail, { ...failure, detail, suggestions: [], cause: error.cause });
}
