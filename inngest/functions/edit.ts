import { type Inngest, NonRetriableError } from "inngest";
import { failEdit, failureOf, failureFrom } from "@/lib/edits/fail";
import { runEdit } from "@/lib/edits/run";
import type { DurableStep } from "@/lib/edits/stages/stage";
import { AppError, isAboutTheRequest } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { editCanceled, editRequested } from "../events";
import { toStepError } from "./to-step-error";
import { editLabel } from "@/lib/edits/edit-id";

/** Runs one edit. A failed edit is a failed run, so that it can be replayed from the dashboard. */
export function createEditFunction(inngest: Inngest, getServices: () => Promise<Services>, runsPerClient: number) {
  return inngest.createFunction(
    {
      id: "edit",
      name: "Edit a picture",
      triggers: editRequested,
      retries: 3,
      concurrency: { key: "event.data.client", limit: runsPerClient },
      cancelOn: [{ event: editCanceled, match: "data.editId" }],
      onFailure: async ({ event, error, step }) => {
        const { editId } = editRequested.schema.parse(event.data.event.data);
        // The run has failed the edit already, unless it could not.
        await step.run("fail", async () =>
          (await failEdit(await getServices(), editId, event.data.run_id, failureFrom(error))) ? "failed" : "over",
        );
      },
    },
    async ({ event, step, runId }) => {
      const services = await getServices();
      const { editId, client, trace } = event.data;
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
            try {
              return await work();
            } catch (error) {
              const known = error instanceof AppError ? error : null;
              const reason = known === null ? { error } : { code: known.code, error: known.cause };
              if (known !== null && isAboutTheRequest(known.code))
                services.log.info("a request was answered with a refusal", {
                  edit: editLabel(editId),
                  code: known.code,
                });
              else services.log.warn("a step failed", { edit: editLabel(editId), step: id, ...reason });
              const stepError = toStepError(error);
              if (known !== null && stepError instanceof NonRetriableError) await failNow(known);
              throw stepError;
            }
          }),
        sleep: (id, time) => step.sleep(id, time),
      };
      return runEdit({ editId, dispatch: event.data.dispatch, runId, client, trace }, durable, services);
    },
  );
}
