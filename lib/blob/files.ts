import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@/lib/errors";
import { type BlobInfo, type BlobStore, checkedKey, checkType, contentTypeOf } from "./blob-store";

/** A temporary file this old was left behind by a crash, not by a write that is still going on. */
const STALE_AFTER_MS = 60 * 60 * 1000;

/** Pictures are nobody's but the app's. */
const PRIVATE = { folder: 0o700, file: 0o600 } as const;

const unavailable = (cause: unknown): AppError => new AppError("STORAGE_UNAVAILABLE", { cause });

const isAbsent = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

/**
 * Pictures as files below one folder, spread over 256 subfolders by the key's first two digits. A
 * write goes to a temporary file on the same file system, is flushed, then renamed: readers see the
 * old object or the new one, never a part, also after a power cut. Nothing is touched until first use.
 */
export function createFileStore(options: { folder: string }): BlobStore {
  const folder = path.resolve(options.folder);
  const temporary = path.join(folder, "tmp");
  let prepared: Promise<void> | null = null;
  let preparedAt = 0;

  const prepare = async (): Promise<void> => {
    // Again from time to time: what a crash left behind was not stale yet when the next process came.
    if (Date.now() - preparedAt > STALE_AFTER_MS) prepared = null;
    if (prepared === null) preparedAt = Date.now();
    prepared ??= prepareFolder(temporary);
    try {
      await prepared;
    } catch (error) {
      prepared = null;
      throw unavailable(error);
    }
  };

  const fileOf = (key: string): string => path.join(folder, checkedKey(key).slice(0, 2), key);

  return {
    name: "files",

    async put(key, bytes, contentType) {
      const file = fileOf(key);
      checkType(key, contentType);
      await prepare();
      const draft = path.join(temporary, randomUUID());
      try {
        await writeFlushed(draft, bytes);
        const made = await mkdir(path.dirname(file), { recursive: true, mode: PRIVATE.folder });
        await rename(draft, file);
        await flushFolder(path.dirname(file));
        if (made !== undefined) await flushFolder(folder);
      } catch (error) {
        await rm(draft, { force: true }).catch(() => undefined);
        throw unavailable(error);
      }
      return { key, contentType, size: bytes.byteLength };
    },

    async get(key) {
      const file = fileOf(key);
      try {
        const { size, body } = await fileStream(file, unavailable);
        return { key, contentType: contentTypeOf(key), size, body };
      } catch (error) {
        if (isAbsent(error)) return null;
        throw unavailable(error);
      }
    },

    async head(key): Promise<BlobInfo | null> {
      const file = fileOf(key);
      try {
        return { key, contentType: contentTypeOf(key), size: (await stat(file)).size };
      } catch (error) {
        if (isAbsent(error)) return null;
        throw unavailable(error);
      }
    },

    async delete(keys) {
      const files = keys.map(fileOf);
      const outcomes = await Promise.allSettled(files.map((file) => rm(file, { force: true })));
      const failed = outcomes.find((outcome) => outcome.status === "rejected");
      if (failed !== undefined) throw unavailable(failed.reason);
    },

    async check() {
      await prepare();
      const draft = path.join(temporary, randomUUID());
      try {
        await writeFlushed(draft, new Uint8Array(1));
        await rm(draft);
      } catch (error) {
        throw unavailable(error);
      }
    },

    async directUpload(key) {
      checkedKey(key);
      return null;
    },

    async viewUrl(key) {
      checkedKey(key);
      return null;
    },
  };
}

async function prepareFolder(temporary: string): Promise<void> {
  await mkdir(temporary, { recursive: true, mode: PRIVATE.folder });
  const oldest = Date.now() - STALE_AFTER_MS;
  for (const name of await readdir(temporary)) {
    const file = path.join(temporary, name);
    const age = await stat(file).catch(() => null);
    if (age !== null && age.mtimeMs < oldest) await rm(file, { force: true });
  }
}

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, "wx", PRIVATE.file);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes a rename survive a power cut. Windows cannot open folders and needs no such call. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const CHUNK_BYTES = 256 * 1024;

/**
 * Opens a file at once and reads it as it is asked for. The file is closed at its end, on an error
 * (which `translate` turns into what the reader sees) and when the reader cancels.
 * @throws what the file system throws when the file cannot be opened.
 */
export async function fileStream(
  file: string,
  translate: (error: unknown) => Error,
): Promise<{ size: number; body: ReadableStream<Uint8Array> }> {
  const handle = await open(file, "r");
  const size = await sizeOf(handle);
  let left = size;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { bytesRead, buffer } = await handle.read(new Uint8Array(CHUNK_BYTES), 0, CHUNK_BYTES);
          if (bytesRead > 0) controller.enqueue(buffer.subarray(0, bytesRead));
          left -= bytesRead;
          // Who knows the size may not ask again after the last byte.
          if (bytesRead === 0 || left <= 0) {
            await handle.close();
            controller.close();
          }
        } catch (error) {
          await handle.close().catch(() => undefined);
          controller.error(translate(error));
        }
      },
      async cancel() {
        await handle.close();
      },
    },
    { highWaterMark: 0 },
  );
  return { size, body };
}

async function sizeOf(handle: FileHandle): Promise<number> {
  try {
    return (await handle.stat()).size;
  } catch (error) {
    await handle.close();
    throw error;
  }
}
