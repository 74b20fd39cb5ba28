import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { clientOf } from "@/tests/factories/edits";
import { cleanUp } from "@/lib/edits/clean-up";
import { createTestServices, type TestServices } from "@/tests/services";
import { createUpload, findUpload, receiveUpload } from "./uploads";

let test: TestServices;

const client = clientOf();

beforeAll(async () => {
  test = await createTestServices();
});
afterAll(() => test.close());

const announce = async () => {
  const { upload_id: id } = await createUpload(test.services, { size: 3, type: "image/png" }, client, "http://a.test");
  return findUpload(test.services, id);
};

it("takes the same bytes again until they are used", async () => {
  const upload = await announce();
  await receiveUpload(test.services, upload, new Uint8Array(3));
  await receiveUpload(test.services, upload, new Uint8Array(3));
  expect(await test.services.blobs.head(upload.key)).toMatchObject({ size: 3 });
});

it("keeps nothing that arrives when the upload has expired and was cleaned up", async () => {
  const upload = await announce();
  await test.services.db
    .updateTable("uploads")
    .set({ expiresAt: sql<Date>`now() - interval '2 hours'` })
    .where("id", "=", upload.id)
    .execute();
  await cleanUp(test.services);
  await expect(receiveUpload(test.services, upload, new Uint8Array(3))).rejects.toMatchObject({
    code: "UPLOAD_NOT_FOUND",
  });
  expect(await test.services.blobs.head(upload.key)).toBeNull();
});
