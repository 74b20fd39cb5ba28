import { beforeEach, describe, expect, it } from "vitest";
import type { Services } from "@/lib/services";
import { createUpload } from "@/lib/uploads/uploads";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { servicesOfFile } from "@/tests/services";
import { deleteEdit } from "./delete";
import { findEdit } from "./progress";
import { requestEdit } from "./request";
import { storedToday } from "@/db/queries/stored";

const test = servicesOfFile();

const within = (env: Partial<Services["env"]>): Services => ({
  ...test.services,
  env: { ...test.services.env, ...env },
});

const ask = async (services: Services, name = "c", parentId: string | null = null) =>
  (await requestEdit(services, editRequest(parentId === null ? test.picture : null, { parentId }), clientOf(name)))
    .editId;

const upload = (services: Services, name = "c") =>
  createUpload(services, { size: 1_000_000, type: "image/png" }, clientOf(name), "http://localhost");

describe("what one client stores a day", () => {
  let editId: string;
  let size: number;
  beforeEach(async () => {
    editId = await ask(test.services);
    await test.runEdits();
    const edit = await findEdit(test.services, editId);
    size = (edit?.originalSize ?? 0) + (edit?.resultSize ?? 0);
  });

  const stored = async (name = "c") => (await storedToday(test.services.db, clientOf(name).hash)).bytes;

  it("is its originals, results and uploads, and a shared picture once", async () => {
    expect(await stored()).toBe(size);
    const followUp = await ask(test.services, "c", editId);
    expect(await stored()).toBe(size);
    await test.runEdits();
    const made = (await findEdit(test.services, followUp))?.resultSize ?? 0;
    expect(await stored()).toBe(size + made);
    await upload(test.services);
    expect(await stored()).toBe(size + made + 1_000_000);
    expect(await stored("other")).toBe(0);
  });

  it("is refused beyond its limit, with when to come back, until some of it is deleted; nobody else is", async () => {
    const services = within({ clientBytesPerDay: size });
    const refused = { code: "RATE_LIMITED", detail: expect.stringContaining("one client stores") as string };
    await expect(ask(services)).rejects.toMatchObject(refused);
    await expect(upload(services)).rejects.toMatchObject(refused);
    const error = await ask(services).catch((thrown: unknown) => thrown);
    const { retryAfterSeconds } = error as { retryAfterSeconds: number };
    expect(retryAfterSeconds).toBeGreaterThan(0);
    expect(retryAfterSeconds).toBeLessThanOrEqual(86_400);
    await ask(services, "other");
    await deleteEdit(services, editId);
    await ask(services);
    await ask(within({ clientBytesPerDay: null }));
  });
});

describe("a disk that is almost full", () => {
  it("takes no new edit or upload, and lets what was accepted end", async () => {
    const editId = await ask(test.services);
    const services = within({ leastFreeBytes: Number.MAX_SAFE_INTEGER });
    const refused = { code: "UNAVAILABLE", retryAfterSeconds: 300 };
    await expect(ask(services)).rejects.toMatchObject(refused);
    await expect(upload(services)).rejects.toMatchObject(refused);
    await test.runEdits();
    expect(await findEdit(test.services, editId)).toMatchObject({ status: "completed" });
    await ask(within({ leastFreeBytes: 0 }));
  });

  it("is nobody's trouble where neither pictures nor rows lie on it", async () => {
    const { images, ...env } = test.services.env;
    const database = { kind: "postgres", url: "postgres://h/d", migrationUrl: "postgres://h/d" } as const;
    const s3 = { ...images, kind: "s3" } as Services["env"]["images"];
    const services = within({ ...env, images: s3, database, leastFreeBytes: Number.MAX_SAFE_INTEGER });
    expect(await findEdit(test.services, await ask(services))).toMatchObject({ status: "pending" });
  });
});
