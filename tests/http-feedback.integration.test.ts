import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { feedbackAcceptedSchema, feedbackViewSchema } from "@/lib/feedback/schema";
import { setServices } from "@/lib/services";
import { call, expectError } from "./http-client";
import { completed, submit } from "./http-edits";
import { createTestServices, type TestServices } from "./services";

let services: TestServices;
let edit: { id: string };

beforeAll(async () => {
  services = await createTestServices();
  setServices(services.services);
  edit = await completed(services);
});
beforeEach(async () => {
  await services.database.db.deleteFrom("editFeedback").execute();
});
afterAll(async () => {
  setServices(null);
  await services.close();
});

const give = (json: unknown) => call("POST", "/feedback", { json });

describe("POST /feedback", () => {
  test("thumbs up", async () => {
    const answer = await give({ edit_uuid: edit.id, rating: 1 });
    expect(answer.status).toBe(200);
    const { feedback_id: id } = feedbackAcceptedSchema.parse(answer.body);
    expect(answer.body).toEqual({ success: true, message: "Thank you for your feedback!", feedback_id: id });
  });

  test("thumbs down with its text, trimmed", async () => {
    const answer = await give({ edit_uuid: edit.id, rating: 0, feedback_text: "  too dark\n" });
    const { feedback_id: id } = feedbackAcceptedSchema.parse(answer.body);
    expect(answer.body).toEqual({ success: true, message: "Thank you for helping us improve!", feedback_id: id });
    expect((await call("GET", `/feedback/${edit.id}`)).body["feedback_text"]).toBe("too dark");
  });

  test("thumbs up with a text; empty text is none", async () => {
    await give({ edit_uuid: edit.id.toUpperCase(), rating: 1, feedback_text: "   " });
    expect((await call("GET", `/feedback/${edit.id}`)).body["feedback_text"]).toBeNull();
  });

  test("1000 characters, however many bytes each has", async () => {
    const text = "🙂".repeat(1000);
    expect((await give({ edit_uuid: edit.id, rating: 0, feedback_text: text })).status).toBe(200);
    expect((await call("GET", `/feedback/${edit.id}`)).body["feedback_text"]).toBe(text);
  });

  test.each<[string, Record<string, unknown>, Array<{ path: string; message: string }>]>([
    ["no rating", {}, [{ path: "rating", message: "Send 0 (thumbs down) or 1 (thumbs up)." }]],
    ["a rating of 2", { rating: 2 }, [{ path: "rating", message: "Send 0 (thumbs down) or 1 (thumbs up)." }]],
    ["a rating as text", { rating: "1" }, [{ path: "rating", message: "Send 0 (thumbs down) or 1 (thumbs up)." }]],
    [
      "a rating as truth value",
      { rating: true },
      [{ path: "rating", message: "Send 0 (thumbs down) or 1 (thumbs up)." }],
    ],
    [
      "thumbs down without text",
      { rating: 0 },
      [{ path: "feedback_text", message: "Tell us what went wrong, in a few words." }],
    ],
    [
      "thumbs down with null",
      { rating: 0, feedback_text: null },
      [{ path: "feedback_text", message: "Tell us what went wrong, in a few words." }],
    ],
    [
      "thumbs down with blanks",
      { rating: 0, feedback_text: " \n " },
      [{ path: "feedback_text", message: "Tell us what went wrong, in a few words." }],
    ],
    [
      "1001 characters",
      { rating: 1, feedback_text: "a".repeat(1001) },
      [{ path: "feedback_text", message: "Use up to 1000 characters." }],
    ],
    [
      "NUL",
      { rating: 1, feedback_text: "a\u0000" },
      [{ path: "feedback_text", message: "Control characters are not allowed." }],
    ],
    [
      "a lone surrogate",
      { rating: 1, feedback_text: "\udc00" },
      [{ path: "feedback_text", message: "The text is not valid Unicode." }],
    ],
    [
      "a list as text",
      { rating: 1, feedback_text: ["a"] },
      [{ path: "feedback_text", message: "Invalid input: expected string, received array" }],
    ],
    [
      "a number as id",
      { rating: 1, edit_uuid: 5 },
      [{ path: "edit_uuid", message: "Invalid input: expected string, received number" }],
    ],
  ])("refuses %s", async (_what, fields, expected) => {
    const answer = await give({ edit_uuid: edit.id, ...fields });
    expectError(answer, 422, "VALIDATION_FAILED", /./);
    expect(answer.body["fields"]).toEqual(expected);
  });

  test("refuses 1e400", async () => {
    const body = `{"edit_uuid":"${edit.id}","rating":1e400}`;
    const answer = await call("POST", "/feedback", { body, headers: { "Content-Type": "application/json" } });
    expectError(answer, 422, "VALIDATION_FAILED", /./);
  });

  test("refuses a form, and a body beyond 64 KiB", async () => {
    const form = new FormData();
    form.set("rating", "1");
    expectError(
      await call("POST", "/feedback", { body: form }),
      415,
      "CONTENT_TYPE_NOT_SUPPORTED",
      "Send application/json.",
    );
    const large = await give({ edit_uuid: edit.id, rating: 1, feedback_text: "a".repeat(70_000) });
    expect(large.body["fields"]).toEqual([{ path: "", message: "The request body may have up to 64 KiB." }]);
  });

  test.each([randomUUID(), "1", "", "' or 1=1--", "a\u0000b"])("an edit that is none: %j", async (id) => {
    expectError(await give({ edit_uuid: id, rating: 1 }), 404, "EDIT_NOT_FOUND", "Edit not found");
  });

  test("before the edit is completed", async () => {
    const { id } = await submit();
    const answer = await give({ edit_uuid: id, rating: 1 });
    expectError(answer, 400, "EDIT_NOT_COMPLETED", "Feedback can be given once the edit is completed.");
  });

  test("a second time, also when twenty come at once", async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => give({ edit_uuid: edit.id, rating: 1 })));
    const refused = answers.filter((answer) => answer.status !== 200);
    expect(refused).toHaveLength(19);
    for (const answer of refused)
      expectError(answer, 409, "FEEDBACK_EXISTS", "Feedback already submitted for this edit");
    expect(await services.database.db.selectFrom("editFeedback").select("id").execute()).toHaveLength(1);
  });

  test("fields that only the server sets are ignored", async () => {
    const answer = await give({
      edit_uuid: edit.id,
      rating: 1,
      id: 77,
      user_ip: "6.6.6.6",
      created_at: "2000-01-01T00:00:00Z",
    });
    expect(answer.body["feedback_id"]).not.toBe(77);
    expect((await call("GET", `/feedback/${edit.id}`)).text).not.toContain("2000-01-01");
  });
});

describe("GET /feedback/{edit_uuid}", () => {
  test("shows it, and never an address", async () => {
    const { body } = await give({ edit_uuid: edit.id, rating: 0, feedback_text: "too dark" });
    const answer = await call("GET", `/feedback/${edit.id}`);
    const view = feedbackViewSchema.parse(answer.body);
    expect(answer.body).toEqual({
      edit_uuid: edit.id,
      rating: 0,
      feedback_text: "too dark",
      feedback_id: body["feedback_id"],
      created_at: view.created_at,
    });
  });

  test("without any", async () => {
    expectError(
      await call("GET", `/feedback/${edit.id}`),
      404,
      "FEEDBACK_NOT_FOUND",
      "No feedback found for this edit",
    );
  });

  test.each([randomUUID(), "1"])("of an edit that is none: %s", async (id) => {
    expectError(await call("GET", `/feedback/${id}`), 404, "EDIT_NOT_FOUND", "Edit not found");
  });
});
