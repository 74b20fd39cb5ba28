import { z } from "zod";
import { httpUrl, origin } from "@/lib/config/fields";
import { defineSection } from "@/lib/config/section";

/** Where functions run. `baseUrl` null: Inngest Cloud, or the dev server's usual address. */
export type InngestServer = (
  | { kind: "dev" }
  | { kind: "server"; eventKey: string; signingKey: string; signingKeyFallback: string | null }
) & {
  baseUrl: string | null;
  /** Origin under which the server reaches us; null: `PUBLIC_URL`, without which a server of one's own is refused. */
  serveOrigin: string | null;
};

export type RunsConfig = {
  /** `embedded`: our own runner in this process. `inngest`: Cloud, self-hosted or dev server. */
  runs: "embedded" | "inngest";
  /** The Inngest server that runs the functions; null with the embedded runner. */
  inngest: InngestServer | null;
  /** Each run, step and look is paid for: on Inngest Cloud, and on Vercel. */
  isMetered: boolean;
  /** Cron expression of the sweeper; null: nothing runs by the clock. */
  sweepCron: string | null;
  /** Seconds from one run of the sweeper to the next by the clock, where its expression is a plain one of minutes; otherwise null. */
  sweepSeconds: number | null;
  /** Steps at once of one client's edits. */
  runsPerClient: number;
  /** Whether edits and uploads send the events, with a time, by which the sweeper and the clean-up come to look. */
  looksByEvents: boolean;
};

/** Address of the dev server; `null`: where it is usually. */
const inngestDev = z.string().transform((text, context): string | null => {
  if (text === "1" || text === "true") return null;
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  context.addIssue("must be 1 or the address of the dev server, such as http://localhost:8288");
  return z.NEVER;
});

/** What Inngest's free plan allows for a function (seen in autumn 2026), and of the embedded runner's 8 places all but three. */
const RUNS_PER_CLIENT = 5;

/** What carries out the runs. */
export const runsConfig = defineSection({
  variables: {
    INNGEST_EVENT_KEY: z
      .string()
      .describe(
        "None of these: runs are carried out inside the server's own process.\n" +
          "Inngest Cloud: both keys. Self-hosted: both keys and INNGEST_BASE_URL.",
      ),
    INNGEST_SIGNING_KEY: z.string(),
    INNGEST_SIGNING_KEY_FALLBACK: z.string().describe("The signing key before this one, while keys are being changed."),
    INNGEST_BASE_URL: httpUrl.describe(
      "Address of a server of your own, e.g. http://inngest:8288. Signing keys there are hexadecimal (openssl rand -hex 32).",
    ),
    INNGEST_SERVE_ORIGIN: origin.describe(
      "Origin under which the Inngest server reaches the app, where it is another than PUBLIC_URL. One of the two is\n" +
        "needed with INNGEST_BASE_URL: what a request says of the app's address is not believed.",
    ),
    INNGEST_DEV: inngestDev.describe(
      "1 or the address of the Inngest dev server; verifies nothing, so never in production.",
    ),
    RUNS_PER_CLIENT: z.coerce
      .number()
      .int()
      .min(1)
      .max(1000)
      .describe(
        "How many edits of one client may be at work at once; next is who has the fewest. Default: 5, which Inngest's free\n" +
          "plan allows. Raise it for a server whose only client is one of your own.",
      ),
    SWEEP_CRON: z
      .string()
      .describe(
        "How often the sweeper looks for runs that stopped, as a cron expression. Default: * * * * * (every minute), but\n" +
          "off on Inngest Cloud and on Vercel: there each edit sends an event by which the sweeper comes later. An\n" +
          "expression is a look in addition there, in production alone; off elsewhere means looks by events alone.",
      ),
  },
  readme: [
    {
      set: ["INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY"],
      gives: "runs on Inngest Cloud, or on your own server with `INNGEST_BASE_URL`",
      insteadOf: "a durable runner in the server's process",
    },
    { set: ["INNGEST_DEV=1"], gives: "runs on the Inngest dev server", insteadOf: "the same" },
  ],
  tuning: ["INNGEST_SERVE_ORIGIN", "INNGEST_SIGNING_KEY_FALLBACK", "RUNS_PER_CLIENT", "SWEEP_CRON"],
  read(env, { onVercel, vercelEnv, isSet, problems }): RunsConfig {
    const { INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey, INNGEST_DEV: dev } = env;
    const { INNGEST_SIGNING_KEY_FALLBACK: fallback, INNGEST_BASE_URL: baseUrl, INNGEST_SERVE_ORIGIN: serve } = env;
    const named = [eventKey, signingKey, fallback, baseUrl, serve, dev].some((value) => value !== undefined);
    if (onVercel && !named)
      problems.push(
        "INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY must be set on Vercel: no process lives long enough for the embedded runner",
      );
    if (onVercel && dev !== undefined)
      problems.push("INNGEST_DEV must not be set on Vercel: the dev server verifies nothing");
    const at = { baseUrl: baseUrl ?? dev ?? null, serveOrigin: serve ?? null };
    if (dev === undefined) problems.push(...missingOrigin(at, isSet));
    const onCloud = dev === undefined && baseUrl === undefined && eventKey !== undefined;
    const isMetered = onCloud || onVercel;
    const crons = !onVercel || vercelEnv === "production";
    const runsPerClient = env.RUNS_PER_CLIENT ?? RUNS_PER_CLIENT;
    const common = { isMetered, runsPerClient, ...looksOf(env.SWEEP_CRON, { metered: isMetered, crons }) };
    if (dev !== undefined) return { runs: "inngest", inngest: { kind: "dev", ...at }, ...common };
    if (eventKey !== undefined && signingKey !== undefined) {
      const keys = { eventKey, signingKey, signingKeyFallback: fallback ?? null };
      return { runs: "inngest", inngest: { kind: "server", ...keys, ...at }, ...common };
    }
    if (named)
      problems.push("INNGEST_EVENT_KEY and INNGEST_SIGNING_KEY must both be set (or INNGEST_DEV for the dev server)");
    return { runs: "embedded", inngest: null, ...common };
  },
});

/** A server of one's own learns from us where the app is, and only an operator may tell it. */
function missingOrigin(
  { baseUrl, serveOrigin }: Pick<InngestServer, "baseUrl" | "serveOrigin">,
  isSet: (name: string) => boolean,
): string[] {
  if (baseUrl === null || serveOrigin !== null || isSet("PUBLIC_URL")) return [];
  return [
    "INNGEST_SERVE_ORIGIN or PUBLIC_URL must be set with INNGEST_BASE_URL: the origin under which that server reaches the app",
  ];
}

/**
 * What makes the sweeper look. `metered`: each look is paid for, by the run or by the time of a database that it
 * wakes. `crons`: there may be any; a preview's would wake its own database for nobody.
 */
function looksOf(
  wanted: string | undefined,
  { metered, crons }: { metered: boolean; crons: boolean },
): Pick<RunsConfig, "sweepCron" | "sweepSeconds" | "looksByEvents"> {
  const byEvents = metered || wanted === "off";
  const cron = wanted === "off" ? null : (wanted ?? (byEvents ? null : "* * * * *"));
  const sweepCron = crons ? cron : null;
  return { sweepCron, sweepSeconds: secondsBetween(sweepCron ?? ""), looksByEvents: byEvents };
}

/** Of an expression for every minute, or for every so many; null for every other one. */
function secondsBetween(cron: string): number | null {
  const [matched, minutes = "1"] = /^\*(?:\/(\d{1,2}))? \* \* \* \*$/.exec(cron) ?? [];
  return matched === undefined ? null : Number(minutes) * 60;
}
