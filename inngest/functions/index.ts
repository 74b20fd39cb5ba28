import type { Inngest } from "inngest";
import type { Services } from "@/lib/services";
import type { RunsConfig } from "../config";
import { createCleanupFunction } from "./cleanup";
import { createEditFunction } from "./edit";
import { createEditCanceledFunction } from "./edit-canceled";
import { createEditHintedFunction } from "./edit-hinted";
import { createSweepFunction } from "./sweep";

/** Every function of the app, for `serve()`. */
export function createFunctions(
  inngest: Inngest,
  getServices: () => Promise<Services>,
  { sweepCron, looksByEvents, runsPerClient }: Pick<RunsConfig, "sweepCron" | "looksByEvents" | "runsPerClient">,
) {
  return [
    createEditFunction(inngest, getServices, runsPerClient),
    createEditCanceledFunction(inngest, getServices),
    createEditHintedFunction(inngest, getServices),
    createSweepFunction(inngest, getServices, sweepCron),
    createCleanupFunction(inngest, getServices, !looksByEvents),
  ];
}
