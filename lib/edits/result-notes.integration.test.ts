import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { findEditRecord, writeResultNotes } from "@/db/queries/edits";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createTestServices, type TestServices } from "@/tests/services";
import { deleteEdit } from "./delete";
import { requestEdit } from "./request";
import { editView } from "./view";

let test: TestServices;

beforeAll(async () => {
  test = await createTestServices();
});
afterAll(() => test.close());

async function edited(prompt: string, bestEffort = false): Promise<string> {
  const photo = await sharp(await readFile("packages/engine/tests/photographs/three-men.webp"))
    .jpeg()
    .toBuffer();
  const wanted = editRequest(photo, { prompt, enhance: "auto", bestEffort });
  const { editId } = await requestEdit(test.services, wanted, clientOf());
  await test.runEdits();
  return editId;
}

async function viewOf(editId: string) {
  const record = await findEditRecord(test.services.db, editId);
  if (record === null) throw new Error("There is no such edit");
  return editView(record, "http://localhost", null, test.services.editors);
}

const notesOf = async (editId: string) => (await viewOf(editId)).notes;

it("tells with a result how many faces were covered", async () => {
  expect(await notesOf(await edited("pixelate all the faces"))).toEqual([
    {
      code: "OF_THE_RESULT",
      message:
        "3 faces were found and covered, and nothing else of these people; look for others before you publish it, for not every face is found.",
    },
  ]);
});

it("tells what the best effort did and what it left out, as long as the edit is there", async () => {
  const editId = await edited("make it warmer, then blur the number plate", true);
  expect(await viewOf(editId)).toMatchObject({
    status: "completed",
    enhanced: true,
    enhanced_prompt: "Make the colours of the whole picture warmer.",
    notes: [
      { code: "LEFT_OUT", message: "Not hidden, because it cannot be found for certain: “blur the number plate”." },
    ],
  });
  const { plan } = (await findEditRecord(test.services.db, editId)) ?? {};
  expect(plan?.operations).toMatchObject([{ name: "warmth", words: "make it warmer" }]);
  expect(plan?.notUnderstood).toEqual(["blur the number plate"]);

  await deleteEdit(test.services, editId);
  // A step that was at work writes them once more.
  const words = ["Left out: a person's words"];
  await writeResultNotes(test.services.db, editId, { resultNotes: words, leftOut: words });
  const columns = ["resultNotes", "leftOut", "suggestions"] as const;
  const left = await test.services.db.selectFrom("edits").select(columns).where("id", "=", editId).execute();
  expect(left).toEqual([{ resultNotes: [], leftOut: [], suggestions: [] }]);
});

it("tells with a refusal what can be asked for instead, as long as the edit is there", async () => {
  const editId = await edited("make it warmer, then add a dog");
  const { status, error_code, suggestions } = await viewOf(editId);
  expect([status, error_code]).toEqual(["failed", "REQUEST_NOT_UNDERSTOOD"]);
  expect(suggestions[0]).toBe("make it warmer");
  await deleteEdit(test.services, editId);
  const left = await test.services.db.selectFrom("edits").select("suggestions").where("id", "=", editId).execute();
  expect(left).toEqual([{ suggestions: [] }]);
});

it("refuses with the best effort too where the rest would mean something else", async () => {
  const view = await viewOf(await edited("make it warmer. Leave the glorp alone", true));
  expect(view).toMatchObject({
    status: "failed",
    error_code: "REQUEST_NOT_UNDERSTOOD",
    suggestions: ["make it warmer"],
  });
});

it("says nothing where there is nothing to say", async () => {
  expect(await notesOf(await edited("make it warmer"))).toEqual([]);
});
