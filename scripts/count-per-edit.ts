/**
 * Counts what one edit by FLUX asks of each hosted service, on their stand-ins: a photo of 5.8 MB that the browser sends
 * straight to the store, a task of 12 s, a page that polls as it is told to, and the result looked at. Executions are
 * counted as Inngest counts them (each run and each of its steps), without checkpointing, which changes the calls alone.
 * Needs TEST_DATABASE_URL and TEST_REDIS_URL. The figures stand in docs/deploy.md.
 *
 *     npx tsx scripts/count-per-edit.ts
 */
import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import sharp from "sharp";
import { serve } from "inngest/edge";
import { startHosted } from "@/tests/hosted/start-hosted";

const FLUX_SECONDS = 12;

const hosted = await startHosted("vercel", { fluxSeconds: [FLUX_SECONDS, FLUX_SECONDS], firstPort: 0 });
const folder = await mkdtemp(path.join(tmpdir(), "mizual-count-"));
Object.assign(process.env, hosted.env, { DATA_DIR: folder, SWEEP_CRON: "off", IMAGE_EDITOR: "flux" });

const { openDatabase } = await import("@/db/client");
const { migrate } = await import("@/db/migrations/migrate");
const { parseEnv } = await import("@/lib/config/env");
const database = await openDatabase(parseEnv(process.env));
await migrate(database);
await database.close();
const { getRuntime, getServices } = await import("@/lib/services");
const { createFunctions } = await import("@/inngest/functions");
const { PEER_HEADER } = await import("@/lib/limits/client-address");
const { identifyClient, requesterOf, takeLimit } = await import("@/lib/http/client");
const { getProgress } = await import("@/lib/edits/progress");
const { STATUS_LIMIT } = await import("@/lib/limits/policies");
const uploads = await import("@/app/api/uploads/route");
const submit = await import("@/app/api/edit-image/route");
const editors = await import("@/app/api/editors/route");
const pictures = await import("@/app/api/images/[key]/route");

const { services, runner, inngest } = await getRuntime();
// What Inngest Cloud would charge for; the runner here is the embedded one, so that its rows can be counted.
Object.assign(services.env, { isMetered: true });
if (runner === null) throw new Error("the runner is to be the embedded one");
const counted = { invocations: 0, inngestCalls: 0 };
const client = await inngest();
const handler = serve({ client, functions: createFunctions(client, getServices, services.env) });
runner.use((request) => {
  if (request.method === "POST") counted.inngestCalls += 1;
  return handler(request);
});
await runner.start();

const HEADERS = { [PEER_HEADER]: "192.0.2.1", "sec-fetch-site": "same-origin" };
type Route = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;

/** One request of the browser's, each of which is an invocation. */
async function ask(route: Route, address: string, init: RequestInit = {}, params = {}): Promise<Response> {
  counted.invocations += 1;
  const headers = { ...HEADERS, ...(init.headers as Record<string, string> | undefined) };
  return route(new Request(`http://mizual.test${address}`, { ...init, headers }), { params: Promise.resolve(params) });
}

const json = (value: unknown): RequestInit => ({
  method: "POST",
  headers: { "content-type": "application/json" },
  body: JSON.stringify(value),
});

/** A photo of the size of a phone's: noise, so that it is as large as one. */
async function photo(): Promise<Uint8Array<ArrayBuffer>> {
  const [width, height] = [3000, 2250];
  const raw = { width, height, channels: 3 } as const;
  return Uint8Array.from(
    await sharp(randomBytes(width * height * 3), { raw })
      .jpeg({ quality: 92 })
      .toBuffer(),
  );
}

async function oneEdit(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  await (await ask(editors.GET, "/api/editors?width=3000&height=2250")).text();
  const announced = await ask(uploads.POST, "/api/uploads", json({ size: bytes.byteLength, type: "image/jpeg" }));
  const ticket = (await announced.json()) as { upload_id: string; pathname: string; client_token: string };
  const sent = await fetch(
    `${services.env.images.kind === "vercel" ? services.env.images.apiUrl : ""}/?pathname=${ticket.pathname}`,
    {
      method: "PUT",
      headers: {
        authorization: `Bearer ${ticket.client_token}`,
        "x-api-version": "12",
        "x-vercel-blob-access": "private",
        "x-content-type": "application/octet-stream",
      },
      body: bytes,
    },
  );
  if (!sent.ok) throw new Error(`the store answered ${sent.status}`);
  const accepted = await ask(
    submit.POST,
    "/api/edit-image/",
    json({ prompt: "make it warmer", upload_id: ticket.upload_id }),
  );
  const { edit_id: id } = (await accepted.json()) as { edit_id: string };
  for (;;) {
    counted.invocations += 1;
    const who = await identifyClient(services, new Headers(HEADERS));
    await takeLimit(services, STATUS_LIMIT, requesterOf(who), "read");
    const { edits, retry_after: wait } = await getProgress(services, [id], "");
    const [edit] = edits;
    if (edit?.is_error === true) throw new Error(edit.message);
    if (edit?.is_complete === true) {
      const shown = [
        edit.preview_image_url,
        edit.original_preview_url,
        edit.thumbnail_url,
        edit.original_thumbnail_url,
      ];
      const asImage = { headers: { "sec-fetch-dest": "image", "sec-fetch-mode": "no-cors" } };
      for (const address of shown.filter((each) => each !== null)) {
        const answer = await ask(pictures.GET, address, asImage, { key: address.split("/").at(-1) ?? "" });
        const there = answer.headers.get("location");
        await (there === null ? answer : await fetch(there)).arrayBuffer();
      }
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, (wait ?? 1) * 1000));
  }
}

const bytes = await photo();
await oneEdit(bytes); // Connects, and asks for what signs addresses.
hosted.fakes.blob?.requests.splice(0);
hosted.fakes.upstash?.requests.splice(0);
Object.assign(counted, { invocations: 0, inngestCalls: 0 });
const since = new Date();
await oneEdit(bytes);

const runs = await services.db
  .selectFrom("runnerRuns")
  .select(["id", "functionId"])
  .where("createdAt", ">=", since)
  .where("functionId", "like", "%-edit")
  .execute();
const steps = await services.db
  .selectFrom("runnerSteps")
  .select(["name"])
  .where(
    "runId",
    "in",
    runs.map(({ id }) => id),
  )
  .execute();
const store = (method: string, pattern: RegExp): number =>
  (hosted.fakes.blob?.requests ?? []).filter((each) => each.method === method && pattern.test(each.path)).length;
process.stdout.write(
  `${[
    `photo: ${(bytes.byteLength / 1e6).toFixed(1)} MB, FLUX: ${FLUX_SECONDS} s`,
    `invocations by the browser: ${counted.invocations}, by Inngest one step at a time: ${counted.inngestCalls}`,
    `executions: ${runs.length + steps.length} (${steps.map(({ name }) => name).join(", ")}), and 1 for the sweeper's look`,
    `store: ${store("PUT", /^\/api/)} put, ${store("GET", /^\/api/)} head, ${store("GET", /^\/objects/)} get, ${store("POST", /delete/)} delete, ${store("POST", /signed-token/)} signed-token`,
    `Upstash commands: ${hosted.fakes.upstash?.requests.length ?? 0}`,
  ].join("\n")}\n`,
);
await runner.stop({ graceMs: 2_000 });
await rm(folder, { recursive: true, force: true });
await hosted.close();
process.exit(0);
