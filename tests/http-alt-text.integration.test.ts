import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setServices } from "@/lib/services";
import { startModerationFake } from "@/tests/fakes/moderation";
import { createWebhookModerator } from "@/lib/moderation/webhook";
import { call, expectError } from "./http-client";
import { bearer, completed, submit } from "./http-edits";
import { createTestServices, type TestServices } from "./services";

let services: TestServices;
let edit: { id: string; token: string };

beforeAll(async () => {
  services = await createTestServices();
  setServices(services.services);
  edit = await completed(services);
});
afterAll(async () => {
  setServices(null);
  await services.close();
});

const describeEdit = (altText: unknown, { id, token } = edit) =>
  call("POST", `/edit/${id}/alt-text`, { json: { alt_text: altText }, headers: bearer(token) });
const kept = async ({ id } = edit) => (await call("GET", `/edit/${id}`)).body["alt_text"];

describe("POST /edit/{uuid}/alt-text", () => {
  test("keeps what the result shows, trimmed, until null takes it back", async () => {
    expect(await kept()).toBeNull();
    const answer = await describeEdit("  A lake between mountains\n");
    expect(answer.status).toBe(200);
    expect(answer.body["alt_text"]).toBe("A lake between mountains");
    expect(await kept()).toBe("A lake between mountains");
    expect((await describeEdit(null)).body["alt_text"]).toBeNull();
    expect(await kept()).toBeNull();
  });

  test("takes 500 characters of any kind and none more, and nothing that is no text", async () => {
    expect((await describeEdit("é".repeat(500))).status).toBe(200);
    for (const wrong of ["é".repeat(501), "  ", "a\u0000b", "\ud800", 7, undefined])
      expectError(await describeEdit(wrong), 422, "VALIDATION_FAILED", /./);
    expect(await kept()).toBe("é".repeat(500));
  });

  test("is for the owner alone, for a finished edit, and gone with it", async () => {
    const other = await completed(services);
    expectError(await describeEdit("mine", { id: edit.id, token: other.token }), 403, "NOT_YOURS", /./);
    const running = await submit();
    expectError(await describeEdit("too soon", running), 400, "EDIT_NOT_COMPLETED", /described/);
    await describeEdit("a secret", other);
    await call("DELETE", `/edit/${other.id}`, { headers: bearer(other.token) });
    expectError(await describeEdit("late", other), 404, "EDIT_NOT_FOUND", /./);
    const row = await services.database.db
      .selectFrom("edits")
      .select("altText")
      .where("id", "=", other.id)
      .executeTakeFirstOrThrow();
    expect(row.altText).toBeNull();
  });

  test("is shown to a moderator before it is kept, with the picture", async () => {
    const fake = await startModerationFake("a-token");
    try {
      const moderator = createWebhookModerator({ url: fake.url, token: "a-token", fails: "closed" });
      setServices({ ...services.services, moderator });
      const own = await completed(services);
      fake.seen.length = 0;
      expectError(await describeEdit("something forbidden", own), 422, "CONTENT_NOT_ALLOWED", /./);
      expect(fake.seen).toMatchObject([{ prompt: "something forbidden", image_type: "image/jpeg" }]);
      expect(await kept(own)).toBeNull();
    } finally {
      setServices(services.services);
      await fake.close();
    }
  });
});
