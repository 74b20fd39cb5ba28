import type { Env } from "@/lib/config/env";
import type { probes } from "@/lib/services";
import { type Examination, known, ok } from "./finding";

/** What carries out the runs. */
export function examineRuns(
  { inngest, publicUrl }: Env,
  { checkInngestKeys, checkRegistration }: Pick<typeof probes, "checkInngestKeys" | "checkRegistration">,
): Examination[] {
  if (inngest === null)
    return [
      known(
        "not set",
        "Carried out in the server's own process; nothing to check.",
        "INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY turn Inngest on.",
      ),
    ];
  const dev = inngest.kind === "dev";
  return [
    {
      subject: "Inngest",
      remedy: dev
        ? "Look at INNGEST_DEV, and whether the dev server runs."
        : "Look at INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY (and INNGEST_BASE_URL, if it is set).",
      look: async (signal) => {
        await checkInngestKeys(inngest, signal);
        return dev
          ? ok("The Inngest dev server answers. It verifies nothing: never use it in production.")
          : ok("Inngest answers and takes both keys.");
      },
    },
    {
      subject: "The app at Inngest",
      remedy:
        "Start the app, which registers its functions; then look at INNGEST_SERVE_ORIGIN (or PUBLIC_URL), and whether another app uses these keys.",
      look: async (signal) => {
        const functions = await checkRegistration(inngest, publicUrl, signal);
        return functions === null
          ? ok("Which functions are registered is not told by this server.")
          : ok(`All ${functions} functions are registered.`);
      },
    },
  ];
}
