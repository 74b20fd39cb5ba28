import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { setServices } from "@/lib/services";
import { scriptDay } from "./factories/scripted-day";
import { call, expectError } from "./http-client";
import { createTestServices, type TestServices } from "./services";

const TOKEN = "a-token-that-only-the-operator-knows";
const OPERATOR = { headers: { Authorization: `Bearer ${TOKEN}` } };
const PATHS = ["/analytics/usage", "/analytics/kinds", "/analytics/feedback"];

let own: TestServices;
beforeAll(async () => {
  own = await createTestServices({}, { INSIGHT_TOKEN: TOKEN });
  await scriptDay(own.services, { edits: 30 });
});
beforeEach(() => setServices(own.services));
afterEach(() => setServices(null));
afterAll(() => own.close());

describe.each(PATHS)("GET %s", (path) => {
  test.each([
    ["no token", {}],
    ["a wrong one", { Authorization: "Bearer a-token-that-nobody-knows-at-all" }],
    ["a part of it", { Authorization: `Bearer ${TOKEN.slice(0, -1)}` }],
    ["an empty one", { Authorization: "Bearer " }],
    ["another scheme", { Authorization: `Basic ${TOKEN}` }],
  ])("is closed to %s", async (_what, headers) => {
    const answer = await call("GET", path, { headers });
    expectError(answer, 401, "NOT_THE_OPERATOR", "This is for the operator of this server alone.");
    expect(answer.headers.get("www-authenticate")).toBe("Bearer");
    // Nor does it say what is wrong with what was asked.
    expect((await call("GET", `${path}?from=yesterday`, { headers })).status).toBe(401);
  });

  test("is not there where no token is set, whatever is sent", async () => {
    setServices({ ...own.services, env: { ...own.services.env, insight: { token: null, showsContent: false } } });
    for (const given of [{}, OPERATOR])
      for (const query of ["", "?from=yesterday"])
        expectError(await call("GET", `${path}${query}`, given), 404, "NOT_FOUND", "Not found");
  });

  test("answers the operator", async () => {
    expect((await call("GET", path, OPERATOR)).status).toBe(200);
  });

  test.each([
    ["from=2016-01-01&to=2026-01-01", "Ask for up to 366 days at once; this is 3654."],
    ["from=2026-02-01&to=2026-01-01", "The first day must not be after the last."],
    ["from=yesterday", "Send a day as YYYY-MM-DD."],
    ["to=2026-02-30", "Send a day as YYYY-MM-DD."],
    ["from=0000-01-01", "Send a day from 2000 on."],
    ["to=0001-01-01", "Send a day from 2000 on."],
  ])("says what is wrong with %s", async (query, sentence) => {
    expectError(await call("GET", `${path}?${query}`, OPERATOR), 422, "VALIDATION_FAILED", sentence);
  });
});

test("the figures say nothing of words, pictures or who asked", async () => {
  const answers = await Promise.all(PATHS.map((path) => call("GET", path, OPERATOR)));
  const edits = await own.services.db.selectFrom("edits").select(["id", "prompt", "clientHash"]).execute();
  for (const { id, prompt, clientHash } of edits)
    for (const { text } of answers)
      for (const secret of [id, prompt, clientHash]) expect(text).not.toContain(secret ?? "nothing");
});

test.each(["/analytics/usage", "/analytics/kinds"])("%s takes no text that no database can hold", async (path) => {
  for (const text of ["%00", "flux%00"])
    expect((await call("GET", `${path}?editor=${text}`, OPERATOR)).status, text).toBe(422);
  const quoted = await call("GET", `${path}?editor=${encodeURIComponent("' or 1=1 --")}`, OPERATOR);
  expect(quoted.status).toBe(200);
  expect(quoted.body["kinds"] ?? quoted.body["rows"]).toEqual([]);
});

test("the public totals stay public", async () => {
  expect((await call("GET", "/analytics/chains")).status).toBe(200);
});
