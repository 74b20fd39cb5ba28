import { type FileHandle, open, readdir } from "node:fs/promises";
import path from "node:path";
import { blobKey } from "@/lib/blob/blob-store";
import { createFileStore } from "@/lib/blob/files";
import { AppError } from "@/lib/errors";

// A process with narrow limits of its own (`ulimit`): node tests/blob-worker.ts FOLDER
const [folder = ""] = process.argv.slice(2);
const store = createFileStore({ folder });
const [small, large] = ["a", "b"].map((id) => blobKey("result", id, "png")) as [string, string];
const bytes = new Uint8Array(4_096);

const outcome = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error instanceof AppError ? `${error.code} ${causeOf(error)}` : String(error)),
  );
const causeOf = ({ cause }: AppError): string => String((cause as { code?: unknown } | undefined)?.code);

const read = async (): Promise<unknown> => new Response((await store.get(small))?.body).arrayBuffer();

/** Everything that a process does with its store. */
const all = async (): Promise<string[]> => [
  await outcome(store.put(small, bytes, "image/png")),
  await outcome(read()),
  await outcome(store.check()),
];

const before = await all();
const held: FileHandle[] = [];
try {
  for (;;) held.push(await open("/dev/null"));
} catch {
  // None is left.
}
const exhausted = await all();
await Promise.all(held.map((handle) => handle.close()));
const full = await outcome(store.put(large, new Uint8Array(8 * 1024 * 1024), "image/png"));
const drafts = await readdir(path.join(folder, "tmp"));
process.stdout.write(
  JSON.stringify({ before, exhausted, full, drafts, kept: await store.head(large), after: await all() }),
);
