/**
 * Counts the project's files that one whole edit runs through, on the local engine and the embedded
 * database: those in which V8 saw a function run, from the POST on and from there to the end of the
 * run, told apart by the app and its engine. Files of the worker thread, of constants and of types
 * alone do not count, nor what runs once when a module is loaded: one edit is made before the counted
 * one, so that all modules are there.
 *
 *     npx tsx scripts/files-per-edit.ts          the figures
 *     npx tsx scripts/files-per-edit.ts --list   the files as well, by folder
 */
import { Session } from "node:inspector/promises";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { isFinal } from "@/lib/lifecycle";
import { PEER_HEADER } from "@/lib/limits/client-address";
import { testPicture } from "@/tests/test-picture";

const ROOT = path.join(import.meta.dirname, "..");
const folder = await mkdtemp(path.join(tmpdir(), "mizual-files-"));
Object.assign(process.env, { DATA_DIR: folder, RATE_LIMITS: "off" });

const { getRuntime } = await import("@/lib/services");
const { registerFunctions } = await import("@/inngest/register-functions");
const { POST } = await import("@/app/api/edit-image/route");
const { services, runner, database } = await getRuntime();
await registerFunctions();

const session = new Session();
session.connect();
await session.post("Profiler.enable");
await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });

/** Files with a function that ran since the last call; a module's own body and the compiler's helper are none. */
async function filesRun(): Promise<Set<string>> {
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const files = result
    .filter(({ url, functions }) => {
      const ran = functions.some(
        ({ functionName, ranges: [range] }) =>
          functionName !== "__name" && range !== undefined && range.startOffset > 0 && range.count > 0,
      );
      return url.startsWith("file:") && !url.includes("/node_modules/") && ran;
    })
    .map(({ url }) => path.relative(ROOT, fileURLToPath(url).replace(/\?.*$/, "")))
    .filter((file) => !file.startsWith("..") && !/^(scripts|tests)\//.test(file));
  return new Set(files);
}

const image = Buffer.from(await testPicture()).toString("base64");

async function submit(prompt: string): Promise<string> {
  const request = new Request("http://mizual.test/api/edit-image", {
    method: "POST",
    headers: { "content-type": "application/json", [PEER_HEADER]: "192.0.2.1" },
    body: JSON.stringify({ prompt, image_data: image }),
  });
  const response = await POST(request, { params: Promise.resolve({}) });
  return ((await response.json()) as { edit_id: string }).edit_id;
}

/** The state that the edit has ended in. */
async function endOf(editId: string): Promise<string> {
  for (;;) {
    const row = await services.db.selectFrom("edits").select("status").where("id", "=", editId).executeTakeFirst();
    if (row === undefined || isFinal(row.status)) return row?.status ?? "gone";
    await sleep(50);
  }
}

const first = await submit("make it warmer");
await runner?.start();
await endOf(first);

await filesRun(); // Leaves out what the start and the first edit have run through.
const editId = await submit("make it cooler");
const post = await filesRun();
const status = await endOf(editId);
const run = await filesRun();

const all = [...new Set([...post, ...run])].toSorted();
const ofEngine = all.filter((file) => file.startsWith("packages/")).length;
process.stdout.write(
  `${status}: ${all.length - ofEngine} files of the app and ${ofEngine} of the engine; ${post.size} for the POST, ${run.size} for the run\n`,
);
const areaOf = (file: string): string => path.dirname(file).split("/").slice(0, 2).join("/");
for (const area of new Set(all.map(areaOf))) {
  const count = all.filter((file) => areaOf(file) === area).length;
  process.stdout.write(`${String(count).padStart(4)} ${area}\n`);
}
if (process.argv.includes("--list")) process.stdout.write(`${all.join("\n")}\n`);

await runner?.stop({ graceMs: 2_000 });
await database.close();
await rm(folder, { recursive: true, force: true });
process.exit(0);
