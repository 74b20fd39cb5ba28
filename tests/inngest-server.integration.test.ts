import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FUNCTION_IDS } from "@/inngest/app";
import { checkRegistration, runRoundTrip } from "@/inngest/check-inngest";
import { cancelEdit } from "@/lib/edits/cancel";
import { findEdit } from "@/lib/edits/progress";
import { requestEdit } from "@/lib/edits/request";
import { AppError } from "@/lib/errors";
import { clientOf, editRequest } from "./factories/edits";
import { INNGEST_SERVER_FAKE, startInngestServerFake } from "./fakes/inngest-server";
import { createScriptedEditor, type ScriptedEditor } from "./fakes/scripted-editor";
import { type InngestApp, startInngestApp } from "./inngest-app";
import { createTestServices } from "./services";
import { testPicture } from "./test-picture";

// The functions on an Inngest server, by signed calls over HTTP. Without a real one, which is named by the
// variables that the product itself reads, they run on a stand-in alone. A real one should be there for
// nothing else: the app registers under its usual name. It has to reach this machine's port, at the address
// in INNGEST_SERVE_ORIGIN where that is set.
const named = Object.fromEntries(
  ["INNGEST_DEV", "INNGEST_BASE_URL", "INNGEST_EVENT_KEY", "INNGEST_SIGNING_KEY", "INNGEST_SERVE_ORIGIN"].flatMap(
    (name) => (process.env[name] ? [[name, process.env[name]]] : []),
  ),
) as Record<string, string>;
const isNamed = "INNGEST_DEV" in named || "INNGEST_BASE_URL" in named;

/** A server's own pauses are not ours to shorten. */
const PATIENCE = { timeout: 90_000, interval: 250 };

type Run = { run_id: string; status: string };
type Opened = {
  app: InngestApp;
  address: string;
  authorization: string;
  /** How the runs of `onFailure` have ended, which no server tells over its API; null: nobody knows. */
  failureRuns: ((editId: string) => Promise<string[]>) | null;
  close(): Promise<void>;
};

/** The stand-in and an app that uses it. */
async function openFake(checkpointing: boolean): Promise<Opened> {
  const services = await createTestServices();
  const server = await startInngestServerFake(services.database.db, { checkpointing });
  const { eventKey, signingKey } = INNGEST_SERVER_FAKE;
  const app = await startInngestApp(
    { INNGEST_BASE_URL: server.url, INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey },
    { test: services },
  );
  const close = async (): Promise<void> => {
    await app.close();
    await server.close();
    await services.close();
  };
  const failureRuns = async (editId: string): Promise<string[]> => {
    const runs = services.database.db.selectFrom("runnerRuns").select(["status", "event"]);
    const rows = await runs.where("functionId", "=", "mizual-edit-failure").execute();
    return rows.filter(({ event }) => JSON.stringify(event).includes(editId)).map(({ status }) => status);
  };
  return { app, address: server.url, authorization: `Bearer ${signingKey}`, failureRuns, close };
}

/** The server that the environment names, and an app that uses it. */
async function openNamed(): Promise<Opened> {
  const origin = named["INNGEST_SERVE_ORIGIN"];
  const app = await startInngestApp(named, { port: origin === undefined ? 0 : Number(new URL(origin).port) });
  const { inngest } = app.services.env;
  const authorization = `Bearer ${inngest?.kind === "server" ? inngest.signingKey : ""}`;
  const address = inngest?.baseUrl ?? "http://localhost:8288";
  return { app, address: address.replace(/\/+$/, ""), authorization, failureRuns: null, close: () => app.close() };
}

describe.each([
  ["lets a call go on after each step", true],
  ["calls for each step", false],
])("the functions on a stand-in for an Inngest server that %s", (_how, checkpointing) => {
  functionsOn(() => openFake(checkpointing));
});

describe.skipIf(!isNamed)(
  "the functions on the Inngest server that INNGEST_DEV or INNGEST_BASE_URL names (skipped where neither is set)",
  () => {
    functionsOn(openNamed);
  },
);

function functionsOn(open: () => Promise<Opened>): void {
  let opened: Opened;
  let bytes: Uint8Array;

  beforeAll(async () => {
    bytes = await testPicture();
    opened = await open();
  }, 120_000);
  afterAll(() => opened.close());

  const ask = async (editor: ScriptedEditor): Promise<{ editId: string; eventId: string }> => {
    const { services, sent } = opened.app;
    services.editors = [editor];
    const request = editRequest(bytes, { prompt: "make it black and white" });
    const { editId } = await requestEdit(services, request, clientOf());
    return { editId, eventId: sent.at(-1) ?? "" };
  };

  /** What the server answers to a question; both forms that it has had. */
  const read = async <T>(path: string): Promise<T[]> => {
    const headers = { authorization: opened.authorization };
    const body = (await (await fetch(`${opened.address}${path}`, { headers })).json()) as T[] | { data: T[] };
    return Array.isArray(body) ? body : (body.data ?? []);
  };
  const statuses = async (eventId: string): Promise<string[]> =>
    (await read<Run>(`/v1/events/${eventId}/runs`)).map(({ status }) => status);
  const edit = async (editId: string) => findEdit(opened.app.services, editId);

  test("takes the registration of every function, and tells them", async () => {
    const response = await opened.app.sync();
    expect([response.status, await response.json()]).toMatchObject([200, { message: "Successfully registered" }]);
    const { inngest, publicUrl } = opened.app.services.env;
    if (inngest === null) throw new Error("there is no server");
    expect(await checkRegistration(inngest, publicUrl, AbortSignal.timeout(10_000))).toBe(FUNCTION_IDS.length);
  });

  test("carries out the run that the doctor asks for when it may spend", async () => {
    const { inngest } = opened.app.services.env;
    if (inngest === null) throw new Error("there is no server");
    expect(await runRoundTrip(inngest, AbortSignal.timeout(80_000))).toBe("Completed");
  }, 90_000);

  test("completes an edit, with one submit", async () => {
    const editor = createScriptedEditor();
    const { editId, eventId } = await ask(editor);
    await expect.poll(async () => (await edit(editId))?.status, PATIENCE).toBe("completed");
    await expect.poll(() => statuses(eventId), PATIENCE).toEqual(["Completed"]);
    expect(editor.calls).toEqual({ submit: 1, poll: 1, fetch: 1 });
  }, 180_000);

  test("fails an edit for good: the row says why, the run can be replayed, onFailure ends", async () => {
    const detail = "A sentence of its own.";
    const editor = createScriptedEditor({
      submit: () => Promise.reject(new AppError("CONTENT_REFUSED", { detail, charge: "none" })),
    });
    const { editId, eventId } = await ask(editor);
    await expect.poll(async () => (await edit(editId))?.status, PATIENCE).toBe("failed");
    expect(await edit(editId)).toMatchObject({ errorCode: "CONTENT_REFUSED", errorDetail: detail, charge: "none" });
    await expect.poll(() => statuses(eventId), PATIENCE).toEqual(["Failed"]);
    expect(editor.calls.submit).toBe(1);

    const { failureRuns } = opened;
    if (failureRuns !== null) await expect.poll(() => failureRuns(editId), PATIENCE).toEqual(["completed"]);
    // Events of its own are hidden from who asks for events.
    expect(await read("/v1/events?name=inngest/function.failed&limit=20")).toEqual([]);
  }, 300_000);

  test("finishes a failed edit when its run is replayed, with one more submit", async () => {
    const busy = createScriptedEditor({
      submit: () => Promise.reject(new AppError("PROVIDER_REJECTED", { charge: "none", retryable: false })),
    });
    const { editId, eventId } = await ask(busy);
    await expect.poll(() => statuses(eventId), PATIENCE).toEqual(["Failed"]);
    const editor = createScriptedEditor();
    opened.app.services.editors = [editor];
    const [failed] = await read<Run>(`/v1/events/${eventId}/runs`);
    const replayed = await fetch(`${opened.address}/api/v2/runs/${failed?.run_id}/rerun`, {
      method: "POST",
      headers: { authorization: opened.authorization },
    });
    expect(replayed.ok).toBe(true);
    await expect.poll(async () => (await edit(editId))?.status, PATIENCE).toBe("completed");
    expect([busy.calls.submit, editor.calls.submit]).toEqual([1, 1]);
    expect(await edit(editId)).toMatchObject({ replays: 1 });
  }, 300_000);

  test("ends the run of an edit that a person cancels", async () => {
    const editor = createScriptedEditor({ poll: async () => ({ state: "running", progress: null }) });
    const { editId, eventId } = await ask(editor);
    await expect.poll(() => editor.calls.poll, PATIENCE).toBeGreaterThan(0);
    await cancelEdit(opened.app.services, editId);
    await expect.poll(() => statuses(eventId), PATIENCE).toEqual(["Cancelled"]);
    expect(await edit(editId)).toMatchObject({ status: "canceled", charge: "made" });
    expect(editor.calls.submit).toBe(1);
  }, 300_000);
}
