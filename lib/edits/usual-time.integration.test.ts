import { sql } from "kysely";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor } from "@/tests/fakes/scripted-editor";
import { servicesOfFile } from "@/tests/services";
import { usualTime } from "./progress";
import { requestEdit } from "./request";

const test = servicesOfFile();

/** An edit of a picture of this size that the local engine has finished in so many seconds. */
async function took(seconds: number, megapixels: number): Promise<void> {
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: "#345" } })
    .jpeg()
    .toBuffer();
  const { editId } = await requestEdit(test.services, editRequest(picture), clientOf());
  await test.runEdits();
  await test.services.db
    .updateTable("edits")
    .set({
      originalWidth: megapixels * 1000,
      originalHeight: 1000,
      enhancingStartedAt: sql<Date>`finished_at - make_interval(secs => ${seconds})`,
    })
    .where("id", "=", editId)
    .execute();
}

const sized = (megapixels: number) => ({ originalWidth: megapixels * 1000, originalHeight: 1000 });
/** Without what is remembered of an earlier question. */
const usual = (megapixels: number | null, id = "local") =>
  usualTime({ ...test.services }, id, megapixels === null ? null : sized(megapixels));

describe("usualTime", () => {
  it("is longer for a larger picture, where the editor works on all of it", async () => {
    expect(await usual(1)).toBe(1);
    expect(await usual(12)).toBeCloseTo(4.3, 1);
    expect(await usual(null)).toBe(1);
  });

  it("goes by what pictures of about this size took", async () => {
    await took(2, 1);
    await took(9, 12);
    expect(await usual(1)).toBeCloseTo(2, 1);
    expect(await usual(10)).toBeCloseTo(9, 1);
    expect(await usual(40)).toBeCloseTo(12.7, 1);
  });

  it("is the same for every size where that hardly matters", async () => {
    const editor = createScriptedEditor({ usualSeconds: 12 });
    const services = { ...test.services, editors: [editor] };
    expect(await usualTime({ ...services }, editor.id, sized(1))).toBe(12);
    expect(await usualTime({ ...services }, editor.id, sized(40))).toBe(12);
  });
});
