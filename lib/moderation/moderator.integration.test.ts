import { afterEach, describe, expect, it } from "vitest";
import { requestEdit } from "@/lib/edits/request";
import { retryEdit } from "@/lib/edits/retry";
import { cancelEdit } from "@/lib/edits/cancel";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { startModerationFake } from "@/tests/fakes/moderation";
import { servicesOfFile } from "@/tests/services";
import { createWebhookModerator } from "./webhook";

const test = servicesOfFile();
const fakes: Array<{ close(): Promise<void> }> = [];
afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake.close();
});

/** Services whose requests are judged by a small server. */
async function judged(fails: "open" | "closed", token: string | null = "token-of-the-service") {
  const fake = await startModerationFake("token-of-the-service");
  fakes.push(fake);
  return { fake, services: { ...test.services, moderator: createWebhookModerator({ url: fake.url, token, fails }) } };
}

const ask = (services: typeof test.services, prompt = "make it warmer") =>
  requestEdit(services, editRequest(test.picture, { prompt }), clientOf());

const kept = async () => ({
  edits: (await test.services.db.selectFrom("edits").select("id").execute()).length,
  pictures: (await test.services.db.selectFrom("blobIntents").select("key").execute()).length,
  reserved: (await test.services.db.selectFrom("spendReservations").select("editId").execute()).length,
});

describe("a moderator", () => {
  it("sees words and a small picture of each request, and lets in what is allowed", async () => {
    const { fake, services } = await judged("closed");
    await ask(services);
    expect(fake.seen).toMatchObject([{ prompt: "make it warmer", image_type: "image/jpeg" }]);
    expect(
      Buffer.from(fake.seen[0]?.image ?? "", "base64")
        .subarray(0, 2)
        .toString("hex"),
    ).toBe("ffd8");
  });

  it("keeps out what is not, before anything is kept or spent", async () => {
    const { services } = await judged("closed");
    await expect(ask(services, "something forbidden")).rejects.toMatchObject({ code: "CONTENT_NOT_ALLOWED" });
    expect(await kept()).toEqual({ edits: 0, pictures: 0, reserved: 0 });
  });

  it("looks at a retry as well", async () => {
    const { fake, services } = await judged("closed");
    const { editId } = await ask(services);
    await cancelEdit(services, editId);
    fake.forbidAll();
    await expect(retryEdit(services, editId, clientOf())).rejects.toMatchObject({ code: "CONTENT_NOT_ALLOWED" });
  });

  it.each(["answers 500", "answers nonsense", "answers too much", "sends elsewhere", "hangs up"])(
    "that %s lets nobody in, or everybody where that is wanted",
    async (trouble) => {
      const closed = await judged("closed");
      closed.fake.make(trouble);
      await expect(ask(closed.services)).rejects.toMatchObject({ code: "UNAVAILABLE" });
      expect(await kept()).toEqual({ edits: 0, pictures: 0, reserved: 0 });
      const open = await judged("open");
      open.fake.make(trouble);
      await ask(open.services);
      expect((await kept()).edits).toBe(1);
    },
  );

  it("whose token is wrong is one that does not answer", async () => {
    const { services } = await judged("closed", null);
    await expect(ask(services)).rejects.toMatchObject({ code: "UNAVAILABLE" });
  });
});
