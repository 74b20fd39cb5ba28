import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { runEdit } from "@/lib/edits/run";
import { AppError } from "@/lib/errors";
import { setServices } from "@/lib/services";
import { requestEdit } from "@/lib/edits/request";
import { clientOf, editRequest } from "./factories/edits";
import { createScriptedEditor } from "./fakes/scripted-editor";
import { type Answer, call, expectError } from "./http-client";
import { base64Picture, bearer } from "./http-edits";
import { createTestServices, directStep, type TestServices } from "./services";

let services: TestServices;
let picture: string;

beforeAll(async () => {
  services = await createTestServices();
  picture = await base64Picture();
});
beforeEach(async () => {
  await services.database.reset();
  setServices(services.services);
});
afterEach(() => setServices(null));
afterAll(() => services.close());

const post = (key: string | null, more: Parameters<typeof call>[2] = {}) =>
  call("POST", "/edit-image", {
    json: { prompt: "make it sharper", image_data: picture },
    ...more,
    headers: { ...(key === null ? {} : { "Idempotency-Key": key }), ...more.headers },
  });

const cancel = (key: string, { headers = {}, ...more }: Parameters<typeof call>[2] = {}, body: object = {}) =>
  call("POST", "/edit-image/cancel", {
    ...more,
    json: { idempotency_key: key, ...body },
    headers: { "Idempotency-Key": key, ...headers },
  });

const cookieOf = ({ headers }: Answer): string => (headers.get("set-cookie") ?? "").split(";")[0] ?? "";

const rows = () => services.services.db.selectFrom("edits").select(["id", "status"]).execute();

/** The store, which takes no picture before it is told to. */
function slowStore() {
  const { blobs } = services.services;
  let let_go = (): void => {};
  let reached = (): void => {};
  const waits = new Promise<void>((resolve) => (let_go = resolve));
  const isReached = new Promise<void>((resolve) => (reached = resolve));
  const put: typeof blobs.put = async (...object) => {
    reached();
    await waits;
    return blobs.put(...object);
  };
  return { blobs: { ...blobs, put }, letGo: () => let_go(), isReached };
}

describe("POST /edit-image/cancel", () => {
  test("an edit that was accepted is canceled", async () => {
    const key = randomUUID();
    const { body } = await post(key);
    const answer = await cancel(key);
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ uuid: body["edit_id"], status: "canceled", charge: "none" });
    // Again: it is as it is.
    expect((await cancel(key)).body).toMatchObject({ uuid: body["edit_id"], status: "canceled" });
  });

  test("what was not accepted yet is refused when it comes, and leaves nothing", async () => {
    const key = randomUUID();
    for (const _ of [1, 2])
      expectError(await cancel(key), 404, "EDIT_NOT_FOUND", "Nothing was accepted under this key.");
    const late = await post(key);
    expectError(
      late,
      409,
      "REQUEST_CANCELED",
      "This request was canceled before it was accepted. Nothing was kept or charged.",
    );
    expect(await rows()).toEqual([]);
    expect((await post(randomUUID())).status).toBe(200);
  });

  test("what is being accepted just then is either canceled or refused", async () => {
    const key = randomUUID();
    const { blobs, letGo, isReached } = slowStore();
    setServices({ ...services.services, blobs });
    const sent = post(key);
    await isReached;
    expect((await cancel(key)).status).toBe(404);
    letGo();
    expect((await sent).body["error_code"]).toBe("REQUEST_CANCELED");
    expect(await rows()).toEqual([]);
    expect(await services.services.db.selectFrom("blobIntents").selectAll().execute()).toEqual([]);
  });

  test("twenty times at once with the request, it never leaves a running edit", async () => {
    for (let round = 0; round < 8; round += 1) {
      const key = randomUUID();
      const [sent] = await Promise.all([post(key), ...Array.from({ length: 4 }, () => cancel(key))]);
      if (sent.status !== 200) expect(sent.body["error_code"]).toBe("REQUEST_CANCELED");
    }
    expect((await rows()).filter(({ status }) => status !== "canceled")).toEqual([]);
  });

  test("a browser that never got its id finds, owns and deletes its edit by the key", async () => {
    const key = randomUUID();
    const lost = await post(key);
    await services.runEdits();
    const found = await cancel(key);
    expect(found.body).toMatchObject({ uuid: lost.body["edit_id"], status: "completed" });
    const cookie = cookieOf(found);
    expect(cookie).toMatch(/^mizual_owner=/);
    expect((await call("DELETE", `/edit/${String(found.body["uuid"])}`, { headers: { cookie } })).status).toBe(204);
    expect((await cancel(key)).status).toBe(404);
  });

  test("a browser is known by its cookie wherever it is", async () => {
    const cookie = cookieOf(await post(null));
    const key = randomUUID();
    const { body } = await post(key, { headers: { cookie }, peer: "192.0.2.7" });
    const answer = await cancel(key, { headers: { cookie }, peer: "198.51.100.9" });
    expect(answer.body).toMatchObject({ uuid: body["edit_id"], status: "canceled" });
    expect((await cancel(key, { peer: "198.51.100.10" })).status).toBe(404);
    // And what it sends again from there is the same edit, not a second one.
    const again = await post(key, { headers: { cookie }, peer: "198.51.100.9" });
    expect(again.body["edit_id"]).toBe(body["edit_id"]);
  });

  test("a key that others behind the address can guess counts with the cookie alone", async () => {
    const { body, ...sent } = await post("1");
    const stranger = await cancel("1");
    expect([stranger.status, stranger.body["error_code"]]).toEqual([422, "VALIDATION_FAILED"]);
    const other = cookieOf(await post(null));
    expect((await cancel("1", { headers: { cookie: other } })).status).toBe(404);
    const state = await call("GET", `/edit/${String(body["edit_id"])}`);
    expect(state.body["status"]).toBe("pending");
    const own = await cancel("1", { headers: { cookie: cookieOf({ body, ...sent }) } });
    expect(own.body).toMatchObject({ uuid: body["edit_id"], status: "canceled" });
  });

  test.each(["", "with space", "x".repeat(256)])("a key that is none is refused: %j", async (key) => {
    const answer = await call("POST", "/edit-image/cancel", { json: { idempotency_key: key } });
    expectError(answer, 422, "VALIDATION_FAILED", answer.body["detail"] as string);
  });
});

describe("a client that is gone before the answer", () => {
  test.each([
    ["with a key", randomUUID()],
    ["without a key", null],
  ])("has nothing kept of what was not accepted yet: %s", async (_what, key) => {
    const { blobs, letGo, isReached } = slowStore();
    setServices({ ...services.services, blobs });
    const client = new AbortController();
    const sent = post(key, { signal: client.signal });
    await isReached;
    client.abort();
    letGo();
    expect((await sent).body["error_code"]).toBe("REQUEST_CANCELED");
    expect(await rows()).toEqual([]);
    expect(services.logged.at(-1)?.message).toBe("a client left before its edit was accepted");
  });

  test("and whose edit was accepted just then, nobody can ask for: it is canceled", async () => {
    // Looked at twice before the edit is accepted; from then on the client is gone.
    let looks = 0;
    const signal = {
      get aborted() {
        return (looks += 1) > 2;
      },
    } as AbortSignal;
    const request = editRequest(Buffer.from(picture, "base64"), { signal });
    await expect(requestEdit(services.services, request, clientOf())).rejects.toMatchObject({
      code: "REQUEST_CANCELED",
    });
    expect(await rows()).toMatchObject([{ status: "canceled" }]);
    // With a key its client can come back for it.
    looks = 0;
    const keyed = editRequest(Buffer.from(picture, "base64"), { signal, idempotencyKey: randomUUID() });
    await expect(requestEdit(services.services, keyed, clientOf())).resolves.toMatchObject({
      editId: expect.stringContaining("-") as string,
    });
  });
});

describe("an edit that is charged for already", () => {
  const paid = async (key: string | null = null) => {
    const editor = createScriptedEditor({ poll: async () => ({ state: "running", progress: null }) });
    const using = { ...services.services, editors: [editor] };
    setServices(using);
    const { body } = await post(key);
    const id = String(body["edit_id"]);
    const step = { ...directStep, sleep: () => new Promise<void>(() => {}) };
    void runEdit({ editId: id, runId: randomUUID(), dispatch: 1 }, step, using).catch(() => {});
    await expect.poll(() => editor.calls.submit, { timeout: 10_000 }).toBe(1);
    const sent = () => services.services.db.selectFrom("editAttempts").select("pollingUrl").executeTakeFirst();
    await expect.poll(async () => (await sent())?.pollingUrl ?? null).not.toBeNull();
    return { id, token: String(body["delete_token"]) };
  };

  test("is left running where the client wants to be asked, and discarded where it insists", async () => {
    const { id, token } = await paid();
    const headers = bearer(token);
    expectError(
      await call("POST", `/edit/${id}/cancel?unless_charged=true`, { headers }),
      409,
      "ALREADY_CHARGED",
      "The image service has this edit already and charges for it: wait for the result, or cancel it all the same.",
    );
    expect((await call("GET", `/edit/${id}`)).body["status"]).toBe("processing_image");
    const { body } = await call("POST", `/edit/${id}/cancel`, { headers });
    expect(body).toMatchObject({ status: "canceled", charge: "made" });
  });

  test("is left running by its key as well, and told of", async () => {
    const key = randomUUID();
    const { id } = await paid(key);
    expect((await cancel(key, {}, { unless_charged: true })).body).toMatchObject({
      uuid: id,
      status: "processing_image",
    });
    expect((await cancel(key)).body).toMatchObject({ uuid: id, status: "canceled", charge: "made" });
  });
});

test("an edit that is canceled while it is sent, and then certainly not taken, has cost nothing after all", async () => {
  let refuse = (): void => {};
  const editor = createScriptedEditor({
    submit: () =>
      new Promise((_resolve, reject) => {
        refuse = () => reject(new AppError("PROVIDER_UNAVAILABLE", { retryAfterSeconds: 5 }));
      }),
  });
  const using = { ...services.services, editors: [editor] };
  setServices(using);
  const { body } = await post(null);
  const id = String(body["edit_id"]);
  const running = runEdit({ editId: id, runId: randomUUID(), dispatch: 1 }, directStep, using).catch(() => {});
  await expect.poll(() => editor.calls.submit, { timeout: 10_000 }).toBe(1);
  const canceled = await call("POST", `/edit/${id}/cancel`, { headers: bearer(String(body["delete_token"])) });
  expect(canceled.body).toMatchObject({ status: "canceled", charge: "possible" });
  refuse();
  await running;
  expect((await call("GET", `/edit/${id}`)).body).toMatchObject({
    status: "canceled",
    charge: "none",
    message: "Edit canceled. Nothing was charged.",
  });
  const spent = await services.services.db.selectFrom("spend").select("usd").execute();
  expect(spent.every(({ usd }) => Number(usd) === 0)).toBe(true);
});
