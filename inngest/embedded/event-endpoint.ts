import { createHash } from "node:crypto";
import { z } from "zod";
import type { Db } from "@/db/client";
import type { RunnerEvent } from "@/db/runner/runs";
import { checkpointedRun, keepCheckpoint } from "./answer";
import { acceptEvent } from "./runs";
import type { RunnerLogger } from "./options";
import type { RunnerFunctions } from "./functions";

const incoming = z.looseObject({
  id: z.string().min(1).optional(),
  name: z.string().min(1),
  data: z.record(z.string(), z.unknown()).nullish(),
  ts: z.number().int().optional(),
});

const body = z.union([z.array(incoming), incoming.transform((event) => [event])]);

type Door = { db: Db; functions: RunnerFunctions };

type EndpointOptions = {
  /** Rejects, with a sentence for the operator, when no events can be taken. */
  open: () => Promise<Door>;
  /** Told after events were stored. */
  onEvents: () => void;
  logger: RunnerLogger;
};

/**
 * The `fetch` of an Inngest client whose server is the embedded runner: it takes events (`/e/…`), registrations and checkpoints, and
 * refuses every other call by name. Either all events of a request are stored, with the runs they start, or none.
 */
export function createEventEndpoint({ open, onEvents, logger }: EndpointOptions): typeof fetch {
  return async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (pathname === "/fn/register") return Response.json({ ok: true, modified: false });
    const runId = request.method === "POST" ? checkpointedRun(pathname) : null;
    if (runId !== null) {
      try {
        const { db } = await open();
        const status = await keepCheckpoint(db, runId, await request.json().catch(() => null));
        return Response.json({ status }, { status });
      } catch (error) {
        logger.error("A step could not be kept while its call goes on", error);
        return refuse(503, "The embedded runner cannot keep steps right now.");
      }
    }
    if (request.method !== "POST" || !pathname.startsWith("/e/")) {
      return refuse(
        501,
        `The embedded runner does not serve ${request.method} ${pathname}: configure an Inngest server.`,
      );
    }
    const parsed = body.safeParse(await request.json().catch(() => null));
    if (!parsed.success) return refuse(400, "The events cannot be read.");
    const seed = request.headers.get("x-inngest-event-id-seed");
    const events = parsed.data.map((event, index) => completeEvent(event, seed, index));
    try {
      const { db, functions } = await open();
      await db.transaction().execute(async (tx) => {
        for (const event of events) await acceptEvent(tx, functions, event, event.ts - Date.now());
      });
    } catch (error) {
      logger.error("An event could not be taken", error);
      return refuse(
        503,
        error instanceof EventsRefusedError ? error.message : "The embedded runner cannot take events right now.",
      );
    }
    onEvents();
    return Response.json({ ids: events.map(({ id }) => id), status: 200 });
  };
}

/** No events can be taken; the message says why and holds no secret. */
export class EventsRefusedError extends Error {
  override readonly name = "EventsRefusedError";
}

/** The SDK repeats a request under one seed, so that an id made of the seed is the same each time. */
function completeEvent(event: z.infer<typeof incoming>, seed: string | null, index: number): RunnerEvent {
  const unique = `${seed ?? crypto.randomUUID()}:${index}`;
  const id = event.id ?? createHash("sha256").update(unique).digest("hex").slice(0, 32);
  return { ...event, id, data: event.data ?? {}, ts: event.ts ?? Date.now() };
}

function refuse(status: number, error: string): Response {
  return Response.json({ ids: [], status, error }, { status });
}
