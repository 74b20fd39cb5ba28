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

async function notesOf(editId: string) {
  const record = await findEditRecord(test.services.db, editId);
  if (record === null) throw new Error("There is no such edit");
  return editView(record, "http://localhost", null, test.services.editors).notes;
}

it("tells with a result how many faces were covered", async () => {
  expect(await notesOf(await edited("pixelate all the faces"))).toEqual([
    {
      code: "OF_THE_RESULT",
      message: "3 faces were found and covered; look for others before you publish it, for not every face is found.",
    },
  ]);
});

it("tells what the best effort left out, as long as the edit is there", async () => {
  const editId = await edited("make it warmer, then blur the number plate", true);
  expect(await notesOf(editId)).toEqual([
    { code: "OF_THE_RESULT", message: "Not hidden, because it cannot be found for certain: blur the number plate." },
  ]);
  await deleteEdit(test.services, editId);
  // A step that was at work writes them once more.
  await writeResultNotes(test.services.db, editId, ["Not done: a person's words"]);
  const left = await test.services.db.selectFrom("edits").select("resultNotes").where("id", "=", editId).execute();
  expect(left).toEqual([{ resultNotes: [] }]);
});

it("says nothing where there is nothing to say", async () => {
  expect(await notesOf(await edited("make it warmer"))).toEqual([]);
});
