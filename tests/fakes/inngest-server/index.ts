import { createHash } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/db/client";
import type { RunnerRunStatus } from "@/db/runner/tables";
import { createEmbeddedRunner } from "@/inngest/embedded/runner";
import { type FakeAnswer, type FakeServer, type RecordedRequest, startFakeServer } from "../fake-server";
import { signInngestRequest } from "./sign-request";

export const INNGEST_SERVER_FAKE = {
  eventKey: "event-key-of-the-fake",
  /** Hexadecimal, as servers of one's own demand it. */
  signingKey: "5d1c8f2e9a7b4c3d6e0f1a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f",
} as const;

/** What an app says of itself when it registers, as far as it is told again to who asks. */
const registration = z.object({
  url: z.string(),
  appName: z.string(),
  functions: z.array(z.looseObject({ id: z.string(), name: z.string() })),
});
type RegisteredFunction = z.infer<typeof registration>["functions"][number];

/** The form in which the server's Go writes a list: names of fields as they are in the code, `null` for none. */
const functionsOf = (functions: RegisteredFunction[] | undefined) =>
  functions?.map((one) => ({ Slug: one.id, Name: one.name, Config: JSON.stringify(one) })) ?? null;

const STATUS: Record<RunnerRunStatus, string> = {
  running: "Running",
  completed: "Completed",
  failed: "Failed",
  canceled: "Cancelled",
};

/**
 * A stand-in for `inngest start` with keys that runs what it is sent: it takes events with the event key
 * and registrations with the hashed signing key, and calls the app's functions over HTTP with signed
 * requests. The work is done by the embedded runner, with its tables in `db` and short pauses. `checkpointing`: a call
 * goes on after each step and reports it, as real servers let it (default); otherwise one call is one step.
 */
export async function startInngestServerFake(
  db: Db,
  { checkpointing = true }: { checkpointing?: boolean } = {},
): Promise<FakeServer> {
  const runner = createEmbeddedRunner({
    db: () => db,
    singleOwner: false,
    pollMs: 50,
    checkpointing,
    backoff: () => 20,
    logger: { warn: () => {}, error: () => {} },
  });

  const registered = new Map<string, RegisteredFunction[]>();

  const callApp = (address: string) => async (request: Request) => {
    const body = await request.text();
    const headers = new Headers(request.headers);
    headers.set("x-inngest-signature", signInngestRequest(body, INNGEST_SERVER_FAKE.signingKey));
    headers.delete("host");
    const { search } = new URL(request.url);
    return fetch(`${address.split("?")[0]}${search}`, { method: request.method, headers, body });
  };

  const answer = async ({ method, path, headers, query, body }: RecordedRequest): Promise<FakeAnswer> => {
    if (path === "/health") return { body: { status: 200, message: "OK" } };
    if (method === "POST" && path.startsWith("/e/")) {
      if (path !== `/e/${INNGEST_SERVER_FAKE.eventKey}`) return { status: 401, body: { error: "Event key not found" } };
      const seed = headers["x-inngest-event-id-seed"];
      const taken = await runner.fetch(`http://inngest${path}`, {
        method,
        body: body.toString("utf8"),
        headers: seed === undefined ? {} : { "x-inngest-event-id-seed": seed },
      });
      return { status: taken.status, body: await taken.json() };
    }
    if (!isAuthorized(headers["authorization"])) return { status: 401, body: "Authentication failed" };
    if (path === "/fn/register") {
      const app = registration.parse(JSON.parse(body.toString("utf8")));
      registered.set(app.appName, app.functions);
      runner.use(callApp(app.url));
      // It asks the app for its functions, which is waiting for this answer.
      setTimeout(() => void runner.start().catch(() => {}), 0);
      return { body: { ok: true, modified: true } };
    }
    if (path.startsWith("/v1/checkpoint/")) {
      const kept = await runner.fetch(`http://inngest${path}`, { method, body: body.toString("utf8") });
      return { status: kept.status, body: await kept.json() };
    }
    const asked = /^\/v1\/apps\/([^/]+)\/functions$/.exec(path);
    if (asked !== null) return { body: functionsOf(registered.get(decodeURIComponent(asked[1] ?? ""))) };
    if (path === "/v1/events") return { body: { data: await eventsOf(db, query.get("name") ?? "") } };
    const runs = /^\/v1\/events\/([^/]+)\/runs$/.exec(path);
    if (runs !== null) return { body: { data: await runsOf(db, decodeURIComponent(runs[1] ?? "")) } };
    const rerun = method === "POST" ? /^\/api\/v2\/runs\/([^/]+)\/rerun$/.exec(path) : null;
    if (rerun !== null) return { body: { data: { runId: await runner.rerun(rerun[1] ?? "") } } };
    return { status: 404, body: { error: "Not found" } };
  };

  const server = await startFakeServer(answer);
  return {
    ...server,
    close: async () => {
      await runner.stop();
      await server.close();
    },
  };
}

/** The key as it is, or its hash, with or without prefix. */
function isAuthorized(header = ""): boolean {
  const { signingKey } = INNGEST_SERVER_FAKE;
  const given = header.replace(/^Bearer (signkey-\w+-)?/, "");
  const hashed = createHash("sha256").update(Buffer.from(signingKey, "hex")).digest("hex");
  return given === signingKey || given === hashed;
}

async function eventsOf(db: Db, name: string) {
  // Its own are no events for it, whatever is asked for.
  if (name.startsWith("inngest/")) return [];
  const rows = await db.selectFrom("runnerEvents").select(["id", "name", "data"]).where("name", "=", name).execute();
  return rows.map(({ id, ...row }) => ({ id, internal_id: id, ...row }));
}

async function runsOf(db: Db, eventId: string) {
  const rows = await db
    .selectFrom("runnerRuns")
    .select(["id", "status"])
    .where("eventId", "=", eventId)
    .orderBy("createdAt")
    .execute();
  return rows.map(({ id, status }) => ({ run_id: id, status: STATUS[status] }));
}
