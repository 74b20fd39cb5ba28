import { sql } from "kysely";
import { lastCompletions } from "@/db/last-completions";
import type { Services } from "@/lib/services";
import type { Readiness } from "./schema";

/** Longest time that one part may take to answer, in milliseconds. */
const PATIENCE_MS = 3000;

/** Asks everything that edits need whether it is there; of the providers only what is known already, for asking costs. */
export async function checkReadiness(services: Services): Promise<Readiness> {
  const { db, blobs, editors, log } = services;
  const state = async (part: string, work: Promise<unknown>): Promise<"ok" | "failing"> => {
    try {
      await within(work);
      return "ok";
    } catch (error) {
      log.error("not ready", { part, error });
      return "failing";
    }
  };
  const [database, images, runs] = await Promise.all([
    state("database", sql`select 1`.execute(db)),
    state("images", blobs.check()),
    state("runs", services.checkRuns()),
  ]);
  const ids = editors.map((editor) => editor.id);
  const completions = database === "ok" ? await within(lastCompletions(db, ids)).catch(() => null) : null;
  return {
    status: [database, images, runs].every((part) => part === "ok") ? "ready" : "unavailable",
    checks: { database, images, runs },
    providers: ids.map((id) => ({ id, last_completed_at: completions?.get(id)?.toISOString() ?? null })),
    checked_at: new Date().toISOString(),
  };
}

async function within<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
