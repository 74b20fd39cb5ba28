import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import * as imageRoute from "@/app/api/images/[key]/route";
import * as sizesRoute from "@/app/api/images/[key]/sizes/route";
import * as sharedRoute from "@/app/api/shared/[key]/[side]/route";
import { deleteEdit } from "@/lib/edits/delete";
import { requestEdit } from "@/lib/edits/request";
import { openShare, shareEdit } from "@/lib/edits/shares";
import { lookAtContent } from "@/lib/insight/edits";
import { sessionCookie } from "@/lib/insight/session";
import { PEER_HEADER } from "@/lib/limits/client-address";
import { setServices } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { call, expectError } from "@/tests/http-client";
import { createScriptedEditor } from "@/tests/fakes/scripted-editor";
import { servicesOfFile } from "@/tests/services";
import { dismissReports, listReports, refuseTakenDown, reportPicture, takeDown } from "./reports";

const test = servicesOfFile(
  { editors: [createScriptedEditor()] },
  { INSIGHT_TOKEN: "a-token-of-24-characters-1", INSIGHT_SHOWS_CONTENT: "on" },
);
beforeEach(() => setServices(test.services));

const finished = async (): Promise<string> => {
  const { editId } = await requestEdit(test.services, editRequest(test.picture), clientOf());
  await test.runEdits();
  return editId;
};

const report = (asked: Parameters<typeof reportPicture>[1], client = "somebody") =>
  reportPicture(test.services, asked, client);

describe("a report", () => {
  it("counts once for each client, and is the operator's to decide", async () => {
    const id = await finished();
    await report({ edit_uuid: id, reason: "hate", words: "look at the sign" });
    await report({ edit_uuid: id.toUpperCase(), reason: "other", words: null });
    await report({ edit_uuid: id, reason: "other", words: null }, "somebody else");
    const [open, ...more] = await listReports(test.services);
    expect(open).toMatchObject({ editId: id, times: 2, reasons: ["hate", "other"], written: 1 });
    expect(more).toEqual([]);
    await dismissReports(test.services, id);
    expect(await listReports(test.services)).toEqual([]);
    const kept = await test.services.db.selectFrom("reports").select("words").execute();
    expect(kept.every(({ words }) => words === null)).toBe(true);
    await report({ edit_uuid: id, reason: "hate", words: null });
    expect(await listReports(test.services)).toHaveLength(1);
  });

  it("of nothing, or of what is over, says so", async () => {
    await expect(report({ edit_uuid: randomUUID(), reason: "hate" })).rejects.toMatchObject({ code: "EDIT_NOT_FOUND" });
    await expect(report({ share_key: "nothing", reason: "hate" })).rejects.toMatchObject({ code: "SHARE_GONE" });
    await expect(dismissReports(test.services, randomUUID())).rejects.toMatchObject({ code: "EDIT_NOT_FOUND" });
  });

  it("shows what people wrote to an operator who may look, and writes that down; to nobody else", async () => {
    const id = await finished();
    await report({ edit_uuid: id, reason: "hate", words: "look at the sign" });
    expect(JSON.stringify(await listReports(test.services))).not.toContain("sign");
    const insight = { ...test.services.env.insight, showsContent: false };
    const blind = { ...test.services, env: { ...test.services.env, insight } };
    await expect(lookAtContent(blind, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
    const looks = () => test.services.db.selectFrom("operatorActions").select(["action", "editId"]).execute();
    expect(await looks()).toEqual([]);
    expect(await lookAtContent(test.services, id)).toMatchObject({ reported: ["look at the sign"] });
    // What its owner deletes can be decided on by what is said of it.
    await deleteEdit(test.services, id);
    expect(await lookAtContent(test.services, id)).toMatchObject({ prompt: null, reported: ["look at the sign"] });
    expect(await looks()).toEqual([
      { action: "look", editId: id },
      { action: "look", editId: id },
    ]);
    await dismissReports(test.services, id);
    await expect(lookAtContent(test.services, id)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it.each([
    [{ reason: "boring" }, "Choose one of the reasons."],
    [{ reason: "hate", words: "x".repeat(501) }, "Use up to 500 characters."],
    [{ reason: "hate", share_key: "k" }, "Name either an edit or a shared page."],
  ])("that says %j is refused over HTTP", async (said, sentence) => {
    const form = { edit_uuid: randomUUID(), ...said };
    const { POST } = await import("@/app/api/reports/route");
    const request = new Request("http://mizual.test/api/reports", {
      method: "POST",
      headers: { "Content-Type": "application/json", [PEER_HEADER]: "192.0.2.1" },
      body: JSON.stringify(form),
    });
    const answer = await POST(request, { params: Promise.resolve({}) });
    expect({ status: answer.status, text: await answer.text() }).toEqual({
      status: 422,
      text: expect.stringContaining(sentence) as unknown,
    });
  });
});

const ask = (method: "GET" | "HEAD", headers: Record<string, string> = {}, query = "") =>
  new Request(`http://mizual.test/${query}`, { method, headers: { [PEER_HEADER]: "192.0.2.1", ...headers } });
const askPicture = (key: string | null, query = "", request = ask("GET", {}, query)) =>
  imageRoute.GET(request, { params: Promise.resolve({ key: key ?? "" }) });
const askSizes = (key: string | null) => sizesRoute.GET(ask("GET"), { params: Promise.resolve({ key: key ?? "" }) });
const saysGone = expect.stringContaining('"error_code":"TAKEN_DOWN"') as unknown;

describe("what is taken down", () => {
  it("is gone with pictures, words and shared pages; who asks hears it, and the audit names it", async () => {
    const { services } = test;
    const id = await finished();
    const before = await services.db.selectFrom("edits").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
    const [share] = (await shareEdit(services, id, { words: true, days: null })).shares;
    const key = share?.path.split("/").at(-1) ?? "";
    await report({ share_key: key, reason: "person", words: "that is me" });
    await takeDown(services, id);
    const gone = "The operator of this server has taken this picture down. It cannot be brought back.";
    for (const picture of [before.originalKey, before.resultKey, before.previewKey])
      expect(await services.blobs.head(picture ?? "")).toBeNull();
    for (const picture of [before.originalKey, before.resultKey, before.previewKey, before.thumbnailKey]) {
      const answers = [await askPicture(picture), await askPicture(picture, "?download=it"), await askSizes(picture)];
      for (const answer of answers) expect([answer.status, await answer.text()]).toEqual([410, saysGone]);
    }
    for (const side of ["original", "result", "card"])
      expect((await sharedRoute.GET(ask("GET"), { params: Promise.resolve({ key, side }) })).status).toBe(410);
    await expect(openShare(services.db, key)).rejects.toMatchObject({ code: "TAKEN_DOWN", status: 410 });
    for (const path of [`/edit/${id}`, `/chain/${id}`, `/feedback/${id}`])
      expectError(await call("GET", path), 410, "TAKEN_DOWN", gone);
    for (const path of [`/edit/${id}/cancel`, `/edit/${id}/retry`, `/edit/${id}/check`])
      expectError(await call("POST", path), 410, "TAKEN_DOWN", gone);
    expectError(await call("DELETE", `/edit/${id}`), 410, "TAKEN_DOWN", gone);
    expectError(await call("POST", "/feedback", { json: { edit_uuid: id, rating: 1 } }), 410, "TAKEN_DOWN", gone);
    await expect(report({ edit_uuid: id, reason: "hate" })).rejects.toMatchObject({ code: "TAKEN_DOWN" });
    expect(await listReports(services)).toEqual([]);
    const actions = await services.db.selectFrom("operatorActions").select(["action", "editId"]).execute();
    expect(actions).toEqual([{ action: "take_down", editId: id }]);
    const row = await services.db.selectFrom("edits").select(["prompt", "takenDownAt"]).executeTakeFirstOrThrow();
    expect(row).toEqual({ prompt: null, takenDownAt: expect.any(Date) as unknown });
  });

  it("is taken down by the session of a page of our own alone", async () => {
    const { services } = test;
    const id = await finished();
    const { POST } = await import("@/app/api/insight/edits/[uuid]/[action]/route");
    const env = { ...services.env, allowedOrigins: ["https://friend.example"] };
    setServices({ ...services, env });
    const [cookie = ""] = sessionCookie(services, false).split(";");
    const takenBy = async (headers: Record<string, string>): Promise<number> => {
      const request = new Request(`http://mizual.test/api/insight/edits/${id}/take-down`, {
        method: "POST",
        headers: { Cookie: cookie, [PEER_HEADER]: "192.0.2.1", ...headers },
      });
      return (await POST(request, { params: Promise.resolve({ uuid: id, action: "take-down" }) })).status;
    };
    expect(await takenBy({ Origin: "https://friend.example" })).toBe(401);
    expect(await takenBy({ "Sec-Fetch-Site": "same-site" })).toBe(403);
    expect((await call("GET", `/edit/${id}`)).status).toBe(200);
    expect(await takenBy({ Origin: "http://mizual.test", "Sec-Fetch-Site": "same-origin" })).toBe(200);
  });

  it("is shown to nobody before the store has deleted it, nor by the store itself", async () => {
    const { services } = test;
    const id = await finished();
    const { resultKey } = await services.db.selectFrom("edits").select("resultKey").executeTakeFirstOrThrow();
    const viewUrl = () => Promise.resolve("https://store.example/it");
    const blobs = { ...services.blobs, viewUrl, delete: () => Promise.reject(new Error("dead")) };
    setServices({ ...services, blobs });
    await takeDown({ ...services, blobs }, id);
    expect(await services.blobs.head(resultKey ?? "")).not.toBeNull();
    const headers = { "Sec-Fetch-Dest": "image", "Sec-Fetch-Mode": "no-cors" };
    for (const method of ["GET", "HEAD"] as const)
      expect((await askPicture(resultKey, "", ask(method, headers))).status).toBe(410);
  });

  it("hides no picture while the database does not answer", async () => {
    const db = new Proxy(test.services.db, {
      get() {
        throw new Error("away");
      },
    });
    await expect(refuseTakenDown({ db }, "0".repeat(32))).resolves.toBeUndefined();
  });

  it("is done to its end by a second time, where the first was cut off, and once more changes nothing", async () => {
    const { services } = test;
    const id = await finished();
    const dead = { ...services, blobs: { ...services.blobs, delete: () => Promise.reject(new Error("dead")) } };
    await report({ edit_uuid: id, reason: "hate" });
    // Before its transaction ends, the one that deletes the edit.
    const cut = new Error("cut off");
    let begun = 0;
    const db = new Proxy(services.db, {
      get(target, name) {
        if (name === "transaction" && (begun += 1) > 1) throw cut;
        const value: unknown = Reflect.get(target, name, target);
        return typeof value === "function" ? (value.bind(target) as unknown) : value;
      },
    });
    await expect(takeDown({ ...services, db }, id)).rejects.toThrow(cut);
    expect((await call("GET", `/edit/${id}`)).status).toBe(200);
    expect((await listReports(services)).map(({ editId }) => editId)).toEqual([id]);
    await takeDown(dead, id);
    expect(await listReports(services)).toEqual([]);
    await takeDown(services, id);
    expect((await call("GET", `/edit/${id}`)).status).toBe(410);
  });

  it("after its owner deleted it, is told as taken down; an unknown one is not found", async () => {
    const id = await finished();
    await report({ edit_uuid: id, reason: "hate" });
    await deleteEdit(test.services, id);
    await takeDown(test.services, id);
    expect((await call("GET", `/edit/${id}`)).status).toBe(410);
    await expect(takeDown(test.services, randomUUID())).rejects.toMatchObject({ code: "EDIT_NOT_FOUND" });
  });
});
