import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { blobKey } from "./blob-store";
import { blobStoreContract } from "./blob-store.contract";
import { createFileStore } from "./files";

const newFolder = () => mkdtemp(path.join(tmpdir(), "mizual-blobs-"));
const openFiles = async () => (await readdir("/proc/self/fd")).length;

blobStoreContract("files", async () => {
  const folder = await newFolder();
  return {
    store: createFileStore({ folder }),
    viewAddress: null,
    close: () => rm(folder, { recursive: true, force: true }),
    ...(process.platform === "linux" && { openHandles: openFiles }),
  };
});

describe("createFileStore", () => {
  const key = blobKey("result", randomUUID(), "png");
  const bytes = new Uint8Array([1, 2, 3]);
  let folder: string;

  beforeEach(async () => {
    folder = await newFolder();
  });
  afterEach(async () => {
    await chmod(folder, 0o755);
    await rm(folder, { recursive: true, force: true });
  });

  it("lets nobody else on the machine see a picture", async () => {
    const inside = path.join(folder, "blobs");
    await createFileStore({ folder: inside }).put(key, bytes, "image/png");
    for (const name of [".", ...(await readdir(inside, { recursive: true }))])
      expect([name, (await stat(path.join(inside, name))).mode & 0o077]).toEqual([name, 0]);
  });

  it("touches nothing until it is used, then makes its folder", async () => {
    const inside = path.join(folder, "deep", "blobs");
    const store = createFileStore({ folder: inside });
    expect(await readdir(folder)).toEqual([]);
    expect(await store.get(key)).toBeNull();
    await store.put(key, bytes, "image/png");
    expect(await readFile(path.join(inside, key.slice(0, 2), key))).toEqual(Buffer.from(bytes));
  });

  it("is found again by another store over the same folder", async () => {
    await createFileStore({ folder }).put(key, bytes, "image/png");
    expect(await createFileStore({ folder }).head(key)).toEqual({ key, contentType: "image/png", size: 3 });
  });

  it("leaves no temporary file behind, and sweeps those of a crash but not those being written", async () => {
    const temporary = path.join(folder, "tmp");
    await mkdir(temporary);
    await writeFile(path.join(temporary, "crashed"), "half a pict");
    await writeFile(path.join(temporary, "in-use"), "half a pict");
    const yesterday = new Date(Date.now() - 24 * 60 * 60 * 1000);
    await utimes(path.join(temporary, "crashed"), yesterday, yesterday);
    const store = createFileStore({ folder });
    await store.put(key, bytes, "image/png");
    await store.check();
    expect(await readdir(temporary)).toEqual(["in-use"]);
  });

  it("sweeps what a crash left just before its start once that is old, without another start", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    const store = createFileStore({ folder });
    await store.put(key, bytes, "image/png");
    const crashed = path.join(folder, "tmp", "crashed");
    await writeFile(crashed, "half a pict");
    await store.put(key, bytes, "image/png");
    expect(await readdir(path.join(folder, "tmp"))).toEqual(["crashed"]);
    vi.setSystemTime(Date.now() + 61 * 60_000);
    await store.put(key, bytes, "image/png");
    expect(await readdir(path.join(folder, "tmp"))).toEqual([]);
    vi.useRealTimers();
  });

  it("does not take a temporary file for an object", async () => {
    const store = createFileStore({ folder });
    await store.check();
    await writeFile(path.join(folder, "tmp", key), "half a pict");
    expect(await store.get(key)).toBeNull();
  });

  it("answers STORAGE_UNAVAILABLE, with the cause but without a path, when its folder cannot be made", async () => {
    const file = path.join(folder, "a-file");
    await writeFile(file, "");
    const store = createFileStore({ folder: path.join(file, "blobs") });
    const error: unknown = await store.put(key, bytes, "image/png").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "STORAGE_UNAVAILABLE", cause: { code: "ENOTDIR" } });
    expect(String(error)).not.toContain(folder);
    await expect(store.check()).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    await expect(store.get(key)).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    await expect(store.head(key)).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    await expect(store.delete([key])).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  });

  it("works again once the disk does", async () => {
    const blocked = path.join(folder, "blobs");
    await writeFile(blocked, "");
    const store = createFileStore({ folder: blocked });
    await expect(store.check()).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    await rm(blocked);
    await expect(store.check()).resolves.toBeUndefined();
  });

  // Root may write to any folder.
  it.skipIf(process.getuid?.() === 0 || process.platform === "win32")(
    "cannot be written to when its folder is read-only",
    async () => {
      await chmod(folder, 0o555);
      const store = createFileStore({ folder });
      await expect(store.check()).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE", cause: { code: "EACCES" } });
      await expect(store.put(key, bytes, "image/png")).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    },
  );

  it("leaves nothing of a write that the disk refuses in its last step", async () => {
    const store = createFileStore({ folder });
    // A folder in the place of the object: the draft is written, but cannot be renamed.
    await mkdir(path.join(folder, key.slice(0, 2), key), { recursive: true });
    await expect(store.put(key, bytes, "image/png")).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    expect(await readdir(path.join(folder, "tmp"))).toEqual([]);
  });

  it.skipIf(process.platform !== "linux")(
    "says so while a process can open no more files or its disk is full, leaves nothing, and then works again",
    async () => {
      const run = `ulimit -n 200; ulimit -f 4096; exec "${process.execPath}" --import tsx tests/blob-worker.ts "${folder}"`;
      const { stdout } = await promisify(execFile)("sh", ["-c", run]);
      const [no, works] = ["STORAGE_UNAVAILABLE EMFILE", ["done", "done", "done"]];
      expect(JSON.parse(stdout)).toEqual({
        before: works,
        exhausted: [no, no, no],
        full: "STORAGE_UNAVAILABLE EFBIG",
        drafts: [],
        kept: null,
        after: works,
      });
    },
  );

  it("tells a reader when the disk fails half-way", async () => {
    const store = createFileStore({ folder });
    // A folder in the place of the object opens, but reading it is an error.
    await mkdir(path.join(folder, key.slice(0, 2), key), { recursive: true });
    const blob = await store.get(key);
    await expect(new Response(blob?.body).arrayBuffer()).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  });
});
