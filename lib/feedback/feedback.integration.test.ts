import { afterAll, beforeAll, expect, it } from "vitest";
import { tombstoneEdit } from "@/db/queries/deletions";
import { deleteFeedback } from "@/db/queries/feedback";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { requestEdit } from "@/lib/edits/request";
import { createTestServices, type TestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";
import { submitFeedback } from "./feedback";

let test: TestServices;

const client = clientOf();

beforeAll(async () => {
  test = await createTestServices();
});
afterAll(() => test.close());

it("keeps nothing of a person's words for an edit that is being deleted", async () => {
  const second = await test.database.second();
  if (second === null) return; // An embedded database has one connection: nothing can come in between.
  const request = editRequest(await testPicture(), { prompt: "make it sharper" });
  const { editId } = await requestEdit(test.services, request, client);
  await test.runEdits();
  const answer = await second.db.transaction().execute(async (tx) => {
    await tombstoneEdit(tx, editId);
    await deleteFeedback(tx, editId);
    const sent = submitFeedback(test.services, { edit_uuid: editId, rating: 0, feedback_text: "not nice" }, client);
    await Promise.race([sent.catch(() => null), new Promise((resolve) => setTimeout(resolve, 300))]);
    return { sent: sent.catch((error: unknown) => error) };
  });
  expect(await answer.sent).toMatchObject({ code: "EDIT_NOT_FOUND" });
  expect(await test.services.db.selectFrom("editFeedback").selectAll().execute()).toEqual([]);
  await second.close();
});
