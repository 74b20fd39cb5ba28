import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as actionRoute from "@/app/api/insight/edits/[uuid]/[action]/route";
import * as exportRoute from "@/app/api/insight/export/route";
import * as liveRoute from "@/app/api/insight/live/route";
import * as sessionRoute from "@/app/api/insight/session/route";
import { deleteEdit } from "@/lib/edits/delete";
import { requestEdit } from "@/lib/edits/request";
import { retryEdit } from "@/lib/edits/retry";
import { AppError } from "@/lib/errors";
import { PEER_HEADER } from "@/lib/limits/client-address";
import { setServices } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { scriptDay } from "@/tests/factories/scripted-day";
import { createScriptedEditor } from "@/tests/fakes/scripted-editor";
import { servicesOfFile } from "@/tests/services";
import { replayEdit } from "./actions";
import type { LiveFeed } from "./live";
import { editsQuery, exportEdits, listEdits, lookAtContent, lookInside } from "./edits";
import { overviewQuery, readOverview } from "./overview";

const TOKEN = "a-token-of-24-characters-1";
const test = servicesOfFile({}, { INSIGHT_TOKEN: TOKEN });
beforeEach(() => setServices(test.services));
afterEach(() => setServices(null));

type Sent = { headers?: Record<string, string>; json?: unknown };

const send = (method: string, path: string, { headers = {}, json }: Sent = {}) =>
  new Request(`http://mizual.test${path}`, {
    method,
    headers: { [PEER_HEADER]: "192.0.2.1", "Content-Type": "application/json", ...headers },
    ...(json !== undefined && { body: JSON.stringify(json) }),
  });

function demand<T>(value: T | null): T {
  if (value === null) throw new Error("it could not be read");
  return value;
}

const none = { params: Promise.resolve({}) };

async function signIn(): Promise<string> {
  const answer = await sessionRoute.POST(send("POST", "/api/insight/session", { json: { token: TOKEN } }), none);
  expect(answer.status).toBe(204);
  const set = answer.headers.get("set-cookie") ?? "";
  expect(set).toMatch(/^mizual_insight=.*; HttpOnly; SameSite=Strict$/);
  return set.split(";")[0] ?? "";
}

const act = (id: string, action: string, cookie?: string, headers: Record<string, string> = {}) =>
  actionRoute.POST(
    send("POST", `/api/insight/edits/${id}/${action}`, { headers: { ...headers, ...(cookie && { Cookie: cookie }) } }),
    { params: Promise.resolve({ uuid: id, action }) },
  );

describe("who is not signed in", () => {
  it("can do nothing, read nothing, and learns nothing by trying", async () => {
    const id = randomUUID();
    for (const action of ["replay", "check", "look", "take-down", "dismiss", "nothing"])
      expect((await act(id, action)).status).toBe(401);
    expect((await exportRoute.GET(send("GET", "/api/insight/export"), none)).status).toBe(401);
    const wrong = await sessionRoute.POST(send("POST", "/api/insight/session", { json: { token: "wrong" } }), none);
    expect([wrong.status, wrong.headers.get("set-cookie")]).toEqual([401, null]);
  });

  it("finds nothing where no token is set", async () => {
    const insight = { token: null, showsContent: true };
    setServices({ ...test.services, env: { ...test.services.env, insight } });
    expect((await act(randomUUID(), "look")).status).toBe(404);
    const tried = await sessionRoute.POST(send("POST", "/api/insight/session", { json: { token: "" } }), none);
    expect(tried.status).toBe(404);
  });

  it("may not guess the token as often as it likes", async () => {
    setServices({ ...test.services, env: { ...test.services.env, rateLimits: {} } });
    const guess = () => sessionRoute.POST(send("POST", "/api/insight/session", { json: { token: "guess" } }), none);
    const statuses = [];
    for (let count = 0; count < 11; count += 1) statuses.push((await guess()).status);
    expect(statuses.at(-1)).toBe(429);
  });

  it("cannot use the session of who is, from another website", async () => {
    const cookie = await signIn();
    const answer = await act(randomUUID(), "take-down", cookie, { Origin: "https://evil.example" });
    expect(answer.status).toBe(403);
  });
});

describe("replay", () => {
  it("finishes the same edit by what runs the functions, once however often it is pressed, and is written down", async () => {
    const cookie = await signIn();
    let fails = true;
    const editor = createScriptedEditor();
    const submit: typeof editor.submit = async (...given) => {
      if (fails) throw new AppError("PROVIDER_REJECTED");
      return editor.submit(...given);
    };
    Object.assign(test.services, { editors: [{ ...editor, submit }] });
    const { editId } = await requestEdit(test.services, editRequest(test.picture), clientOf());
    await test.runEdits();
    const failed = await lookInside(test.services, editId);
    expect(failed).toMatchObject({ status: "failed", error: { code: "PROVIDER_REJECTED" }, can: { replay: true } });
    expect((await readOverview(test.services, {})).failedToday?.map(({ id }) => id)).toEqual([editId]);

    fails = false;
    expect((await act(editId, "replay", cookie)).status).toBe(200);
    const again = await act(editId, "replay", cookie);
    expect([again.status, await again.json()]).toMatchObject([409, { error_code: "EDIT_NOT_FINISHED" }]);
    const events = test.sent.filter(({ id }) => id?.includes("replay"));
    expect(new Set(events.map(({ id }) => id)).size).toBe(1);
    await test.runEdits();
    const done = await lookInside(test.services, editId);
    expect(done).toMatchObject({ status: "completed", replays: 1, can: { replay: false } });
    expect(done?.actions.map(({ action }) => action)).toEqual(["replay"]);
    await expect(replayEdit(test.services, editId)).rejects.toMatchObject({ code: "EDIT_FINISHED" });
    expect((await act(editId, "check", cookie)).status).toBe(409);
  });
});

describe("a replay that is asked for again", () => {
  const answering = (submit: () => Promise<never>) =>
    Object.assign(test.services, { editors: [createScriptedEditor({ submit })] });
  const aMinuteLater = () =>
    sql`update ${sql.table(`${test.database.handle.schema}.operator_actions`)}
      set at = at - interval '61 seconds'`.execute(test.services.db);

  it("is sent anew when the last one came to nothing, and names what may be paid for twice", async () => {
    answering(() => Promise.reject(new Error("cut off")));
    const { editId } = await requestEdit(test.services, editRequest(test.picture), clientOf());
    await test.runEdits();
    expect(await lookInside(test.services, editId)).toMatchObject({
      error: { code: "SUBMIT_UNCERTAIN" },
      can: { replay: true, paysTwice: true },
    });
    const editor = createScriptedEditor();
    Object.assign(test.services, { editors: [editor] });
    await replayEdit(test.services, editId);
    // That event is lost.
    const lost = test.sent.pop()?.id;
    await aMinuteLater();
    await replayEdit(test.services, editId);
    const sent = test.sent.at(-1);
    expect(sent).toMatchObject({ name: "edit/requested", data: { editId, replay: "SUBMIT_UNCERTAIN" } });
    expect(sent?.id).not.toBe(lost);
    await test.runEdits();
    expect(editor.calls.submit).toBe(1);
    expect(await lookInside(test.services, editId)).toMatchObject({ status: "completed" });
  });

  it("is not offered where the same was asked for again, and is under way", async () => {
    answering(() => Promise.reject(new AppError("PROVIDER_REJECTED")));
    const { editId } = await requestEdit(test.services, editRequest(test.picture), clientOf());
    await test.runEdits();
    await retryEdit(test.services, editId, clientOf());
    expect(await lookInside(test.services, editId)).toMatchObject({ can: { replay: false } });
    await expect(replayEdit(test.services, editId)).rejects.toMatchObject({ code: "EDIT_FINISHED" });
  });

  it("says nothing of a second payment for what is kept, and only to be taken up", async () => {
    answering(() => Promise.reject(new Error("cut off")));
    const { editId } = await requestEdit(test.services, editRequest(test.picture), clientOf());
    await test.runEdits();
    const { db } = test.services;
    const { id } = await db
      .selectFrom("editAttempts")
      .select("id")
      .where("editId", "=", editId)
      .executeTakeFirstOrThrow();
    await db.insertInto("parkedResults").values({ attemptId: id, editId, bytes: test.picture }).execute();
    expect(await lookInside(test.services, editId)).toMatchObject({ can: { replay: true, paysTwice: false } });
  });

  it("says nothing of a second payment for what has cost nothing", async () => {
    answering(() => Promise.reject(new AppError("PROVIDER_REJECTED")));
    const { editId } = await requestEdit(test.services, editRequest(test.picture), clientOf());
    await test.runEdits();
    expect(await lookInside(test.services, editId)).toMatchObject({ can: { replay: true, paysTwice: false } });
  });
});

describe("words and pictures", () => {
  it("are nobody's to see unless the operator's policy says so; then each look is written down", async () => {
    const [id = ""] = await scriptDay(test.services, { edits: 1, seed: 5 });
    const cookie = await signIn();
    expect((await act(id, "look", cookie)).status).toBe(404);
    expect((await lookInside(test.services, id))?.can.look).toBe(false);
    const insight = { token: TOKEN, showsContent: true };
    setServices({ ...test.services, env: { ...test.services.env, insight } });
    const answer = await act(id, "look", cookie);
    const { prompt } = await test.services.db.selectFrom("edits").select("prompt").executeTakeFirstOrThrow();
    expect(await answer.json()).toMatchObject({ prompt });
    const looks = await test.services.db.selectFrom("operatorActions").select(["action", "editId"]).execute();
    expect(looks).toEqual([
      { action: "sign_in", editId: null },
      { action: "look", editId: id },
    ]);
  });
});

describe("what a provider said", () => {
  const insight = { token: TOKEN, showsContent: true };
  const refusing = (cause: Error) =>
    Object.assign(test.services, {
      editors: [
        createScriptedEditor({
          submit: () => Promise.reject(new AppError("PROVIDER_REJECTED", { charge: "none", cause })),
        }),
      ],
    });
  const failed = async (): Promise<string> => {
    const { editId } = await requestEdit(test.services, editRequest(test.picture), clientOf());
    await test.runEdits();
    return editId;
  };
  const look = (id: string) => lookAtContent({ ...test.services, env: { ...test.services.env, insight } }, id);

  it("is shown with what people wrote, which it may quote, and nowhere else; it goes with the edit", async () => {
    const said = "your words “make it warmer, Zanzibar” are not allowed, see https://provider.test/rules";
    refusing(Object.assign(new Error("BFL answered 422: it does not accept the request"), { said }));
    const id = await failed();
    expect(JSON.stringify(await lookInside(test.services, id))).not.toContain("Zanzibar");
    const shown = await look(id);
    expect(shown.said).toEqual([
      {
        number: 1,
        editor: "scripted",
        words:
          "BFL answered 422: it does not accept the request; your words “make it warmer, Zanzibar” are not allowed, see",
      },
    ]);
    await deleteEdit(test.services, id);
    const kept = await test.services.db.selectFrom("editAttempts").select("providerWords").execute();
    expect(kept).toEqual([{ providerWords: null }]);
  });

  it("is nothing where only we said something", async () => {
    Object.assign(test.services, {
      editors: [
        createScriptedEditor({ submit: () => Promise.reject(new AppError("PROVIDER_REJECTED", { charge: "none" })) }),
      ],
    });
    expect((await look(await failed())).said).toEqual([]);
  });
});

describe("the edits behind a figure", () => {
  it("are listed each once where many end in one moment", async () => {
    await scriptDay(test.services, { edits: 20, seed: 3 });
    const moment = sql<Date>`date_trunc('minute', now()) + interval '123456 microseconds'`;
    const facts = await test.services.db
      .updateTable("editFacts")
      .set({ endedAt: moment })
      .returning("editId as id")
      .execute();
    const ids: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const page = await listEdits(test.services, { after }, 7);
      ids.push(...page.edits.map(({ id }) => id));
      after = page.next ?? undefined;
      more = page.next !== null;
    }
    expect(ids.toSorted()).toEqual(facts.map(({ id }) => id).toSorted());
    expect((await listEdits(test.services, { after: `2026-02-31T00:00:00.000000Z~${ids[0]}` }, 7)).edits).toHaveLength(
      7,
    );
  });

  it("are exported up to so many, and it is said where there are more", async () => {
    await scriptDay(test.services, { edits: 5, seed: 3 });
    expect(await exportEdits(test.services, {}, 5)).toHaveLength(6);
    expect((await exportEdits(test.services, {}, 3)).at(-1)).toEqual([
      "Cut after 3 edits: there are more. Choose fewer days.",
    ]);
  });

  it("are as many as the figure says, page by page, each once", async () => {
    await scriptDay(test.services, { edits: 60, seed: 7 });
    const { usage, kinds: counted } = await readOverview(test.services, {});
    const [total, kinds] = [demand(usage).total, demand(counted)];
    const all = async (query: Parameters<typeof listEdits>[1]) => {
      const ids: string[] = [];
      for (let after: string | undefined; ;) {
        const page = await listEdits(test.services, { ...query, after }, 7);
        ids.push(...page.edits.map(({ id }) => id));
        if (page.next === null) return ids;
        after = page.next;
      }
    };
    const ids = await all({});
    expect(new Set(ids).size).toBe(60);
    expect(ids).toHaveLength(60);
    for (const outcome of ["failed", "refused", "completed", "canceled"] as const)
      expect(await all({ outcome }), outcome).toHaveLength(total[outcome]);
    expect(await all({ rating: "down" })).toHaveLength(
      (total.satisfaction?.of ?? 0) - Math.round((total.satisfaction?.share ?? 0) * (total.satisfaction?.of ?? 0)),
    );
    expect(kinds.length).toBeGreaterThan(3);
    for (const { kind, edits } of kinds) expect(await all({ kind }), kind).toHaveLength(edits);
  });

  it("are saved as a table without words", async () => {
    const [id = ""] = await scriptDay(test.services, { edits: 3, seed: 7 });
    const cookie = await signIn();
    const answer = await exportRoute.GET(send("GET", "/api/insight/export", { headers: { Cookie: cookie } }), none);
    expect(answer.headers.get("content-type")).toBe("text/csv; charset=utf-8");
    expect(answer.headers.get("content-disposition")).toContain("attachment");
    const table = await answer.text();
    expect(table.split("\r\n")[0]).toBe("ended_at,edit,outcome,editor,model,kinds,seconds,cost_usd,rating");
    expect(table).toContain(id);
    expect(table).not.toContain("make");
    expect(table.split("\r\n")).toHaveLength(5);
  });
});

describe("an address that somebody made up", () => {
  it.each<[string, Parameters<typeof editsQuery.safeParse>[0]]>([
    ["bytes that no text has", { editor: "a\0", kind: "\0", outcome: "\0", model: "\0" }],
    ["statements", { editor: "' or 1=1 --", kind: "light') or ('1'='1" }],
    ["a place that is none", { after: "yesterday~no-id" }],
    ["a place beyond all time", { after: "+275760-09-13T00:00:00.000Z~00000000-0000-4000-8000-000000000000" }],
    ["lists", { editor: ["a", "b"], rating: ["up"] }],
    ["names of what every object has", { outcome: "constructor", kind: "__proto__" }],
  ])("finds nothing or everything, and breaks nothing: %s", async (_what, query) => {
    await scriptDay(test.services, { edits: 2, seed: 7 });
    const { edits } = await listEdits(test.services, editsQuery.parse(query));
    expect([0, 2]).toContain(edits.length);
    const { problem } = await readOverview(test.services, overviewQuery.parse(query));
    expect(problem).toBeNull();
  });

  it.each(["0000-01-01", "0001-01-01", "9999-12-31"])("may name a day that nobody has counted: %s", async (day) => {
    const { usage } = await readOverview(test.services, overviewQuery.parse({ from: day, to: day }));
    expect([1, 30]).toContain(usage?.days.length);
  });
});

describe("what happens now", () => {
  const look = (cookie = "") => liveRoute.GET(send("GET", "/api/insight/live", { headers: { Cookie: cookie } }), none);

  it("is each acceptance and each end, the newest first, without a word of a person's", async () => {
    const { services } = test;
    const ids = await scriptDay(services, { edits: 30, seed: 6 });
    const { editId } = await requestEdit(services, editRequest(test.picture, { prompt: "a secret wish" }), clientOf());
    const answer = await look(await signIn());
    const text = await answer.text();
    const feed = JSON.parse(text) as LiveFeed;
    expect(feed.atWork).toBe(1);
    expect(feed.events).toHaveLength(40);
    expect(feed.events[0]).toMatchObject({ id: editId, what: "accepted", seconds: null });
    const times = feed.events.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().toReversed());
    const rows = await services.db.selectFrom("edits").selectAll().where("id", "in", ids).execute();
    const happened = rows.flatMap((row) => [
      { id: row.id, at: row.createdAt.toISOString(), what: "accepted" },
      { id: row.id, at: row.finishedAt?.toISOString(), what: row.errorCode ?? row.status },
    ]);
    const inOrder = (list: readonly { id: string; at: string | undefined; what: string }[]) =>
      list.map(({ id, at, what }) => `${at} ${id} ${what}`).toSorted();
    expect(inOrder(feed.events.slice(1))).toEqual(inOrder(happened).slice(-39));
    for (const row of rows) expect(text).not.toContain(row.prompt);
    expect(text).not.toContain("secret wish");
  });

  it("is nobody's but the operator's", async () => {
    expect((await look()).status).toBe(401);
    setServices({ ...test.services, env: { ...test.services.env, insight: { token: null, showsContent: true } } });
    expect((await look()).status).toBe(404);
  });
});
