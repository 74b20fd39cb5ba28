import { serve } from "inngest/edge";
import { getRuntime, getServices, renewProviders } from "@/lib/services";
import { createFunctions } from "./functions";

let registered: Promise<void> | undefined;

/**
 * Gives the embedded runner the functions of this bundle. Called at the start and by the route that
 * accepts edits, whose bundle is loaded anew when code changes in development: the newest wins.
 */
export function registerFunctions(): Promise<void> {
  registered ??= (async () => {
    const { runner, services, inngest } = await getRuntime();
    if (process.env.NODE_ENV === "development") await renewProviders(services);
    if (runner === null) return;
    const client = await inngest();
    runner.use(serve({ client, functions: createFunctions(client, getServices, services.env) }));
  })();
  return registered;
}
