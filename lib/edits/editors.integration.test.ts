import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openAttempt } from "@/db/queries/attempts";
import type { AttemptOutcome } from "@/db/payment-tables";
import type { RunErrorCode } from "@/lib/errors";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor } from "@/tests/fakes/scripted-editor";
import { createTestServices, type TestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";
import { chooseEditor } from "./editors";
import { requestEdit } from "./request";

let test: TestServices;
let editId: string;

const flux = createScriptedEditor({ id: "flux", maxMegapixels: 20 });
const gemini = createScriptedEditor({ id: "gemini" });
const local = createScriptedEditor({ id: "local", free: true });

const small = { requestedEditor: null, originalWidth: 1000, originalHeight: 1000 };

const choose = async (editors = [flux, gemini, local], edit: Parameters<typeof chooseEditor>[1] = small) => {
  const { editor, why } = await chooseEditor({ editors, db: test.services.db }, edit);
  return { id: editor.id, ...why };
};

/** An attempt that ended so many seconds ago. */
async function ended(
  editor: string,
  secondsAgo: number,
  end: { outcome: AttemptOutcome; errorCode?: RunErrorCode | null; charge?: "none" | "possible" },
): Promise<void> {
  const id = randomUUID();
  await openAttempt(test.services.db, { id, editId, runId: "run", editor });
  const at = sql<Date>`now() - make_interval(secs => ${secondsAgo}::int)`;
  await test.services.db
    .updateTable("editAttempts")
    .set({ errorCode: null, ...end, finishedAt: at })
    .where("id", "=", id)
    .execute();
  await sql`update ${sql.table(`${test.database.handle.schema}.edit_attempts`)}
    set created_at = finished_at where id = ${id}`.execute(test.services.db);
}

const refused = (secondsAgo: number, errorCode: RunErrorCode = "PROVIDER_UNAVAILABLE") =>
  ended("flux", secondsAgo, { outcome: "failed", errorCode });

beforeAll(async () => {
  test = await createTestServices();
});
beforeEach(async () => {
  await test.database.reset();
  const request = editRequest(await testPicture());
  ({ editId } = await requestEdit(test.services, request, clientOf("c")));
});
afterAll(() => test.close());

describe("a picture that is too large for the editor that gets it", () => {
  const tight = createScriptedEditor({ id: "local", free: true, maxMegapixels: 0.01 });
  const ask = async (editors: TestServices["services"]["editors"], editor: string | null = null) =>
    requestEdit(
      { ...test.services, editors },
      editRequest(await testPicture(200, 100), { prompt: "make it warmer", editor }),
      clientOf("c"),
    );

  it("is refused with that editor's limit, and nothing of it is kept", async () => {
    await expect(ask([tight])).rejects.toMatchObject({
      code: "IMAGE_TOO_LARGE",
      detail: expect.stringContaining("takes up to 0.01 here; make it smaller first") as string,
    });
    await expect(ask([gemini, tight], "local")).rejects.toMatchObject({
      detail: expect.stringContaining("or take another editor") as string,
    });
    const intents = await test.services.db.selectFrom("blobIntents").select("key").execute();
    expect(intents).toEqual([]);
    const { edits } = await test.services.db
      .selectFrom("edits")
      .select((select) => select.fn.countAll<string>().as("edits"))
      .executeTakeFirstOrThrow();
    expect(edits).toBe("1");
  });

  it("is taken where another comes first, that gets a smaller copy", async () => {
    await expect(ask([gemini, tight])).resolves.toMatchObject({ sourceNotes: [] });
  });
});

describe("chooseEditor", () => {
  const preferred = { editorReason: "preferred", editorReasonCode: null, editorInsteadOf: null };

  it("takes the one that was asked for, whatever its state, or nobody", async () => {
    for (let ago = 1; ago <= 5; ago += 1) await refused(ago);
    const asked = await choose([flux, gemini], { ...small, requestedEditor: "flux" });
    expect(asked).toMatchObject({ id: "flux", editorReason: "asked" });
    await expect(choose([gemini], { ...small, requestedEditor: "flux" })).rejects.toMatchObject({
      code: "PROVIDER_NOT_CONFIGURED",
    });
  });

  it("takes the first in order otherwise", async () => {
    expect(await choose()).toEqual({ id: "flux", ...preferred });
    expect(await choose([local, flux, gemini])).toEqual({ id: "local", ...preferred });
  });

  it("takes the next for a picture that is too large for the first", async () => {
    const large = { requestedEditor: null, originalWidth: 8000, originalHeight: 6000 };
    expect(await choose([flux, gemini, local], large)).toEqual({
      id: "gemini",
      editorReason: "fallback",
      editorReasonCode: "IMAGE_TOO_LARGE",
      editorInsteadOf: "flux",
    });
    expect(await choose([flux, local], large)).toEqual({ id: "flux", ...preferred });
  });

  describe("when the last five attempts failed by the service's own trouble", () => {
    const gone = {
      id: "gemini",
      editorReason: "fallback",
      editorReasonCode: "PROVIDER_UNAVAILABLE",
      editorInsteadOf: "flux",
    };

    it("takes the next for a minute, then lets one attempt probe", async () => {
      for (const ago of [110, 80, 70, 65, 61]) await refused(ago);
      expect(await choose()).toEqual({ id: "flux", ...preferred });
      await openAttempt(test.services.db, { id: randomUUID(), editId, runId: "probe", editor: "flux" });
      expect(await choose()).toEqual(gone);
      await test.services.db
        .updateTable("editAttempts")
        .set({ outcome: "failed", errorCode: "PROVIDER_NOT_CONFIGURED", finishedAt: sql<Date>`now()` })
        .where("outcome", "is", null)
        .execute();
      expect(await choose()).toEqual(gone);
      await ended("flux", 0, { outcome: "succeeded" });
      expect(await choose()).toEqual({ id: "flux", ...preferred });
    });

    it("is not stopped by what says nothing of the service, and takes no local engine", async () => {
      for (let ago = 1; ago <= 5; ago += 1) await refused(ago);
      await ended("flux", 0, { outcome: "failed", errorCode: null });
      expect(await choose()).toEqual(gone);
      expect(await choose([flux, local])).toEqual({ id: "flux", ...preferred });
    });

    it.each<[RunErrorCode, AttemptOutcome, "none" | "possible"]>([
      ["SUBMIT_UNCERTAIN", "uncertain", "possible"],
      ["PROVIDER_TIMEOUT", "failed", "possible"],
      ["PROVIDER_UNAVAILABLE", "failed", "possible"],
      ["PROVIDER_NOT_CONFIGURED", "failed", "none"],
    ])("takes the next for other edits: %s", async (errorCode, outcome, charge) => {
      for (let ago = 1; ago <= 5; ago += 1) await ended("flux", ago, { outcome, errorCode, charge });
      expect(await choose()).toEqual(gone);
    });

    it.each<[string, () => Promise<void>]>([
      ["four", async () => undefined],
      ["four and one that was canceled while it was sent", () => ended("flux", 0, { outcome: "uncertain" })],
      [
        "four and one picture that was not usable",
        () => ended("flux", 0, { outcome: "failed", errorCode: "PROVIDER_BAD_RESULT" }),
      ],
      ["four and a refused content", () => ended("flux", 0, { outcome: "failed", errorCode: "CONTENT_REFUSED" })],
      ["four and one long ago", () => refused(700)],
    ])("but not with %s", async (_what, fifth) => {
      for (let ago = 1; ago <= 4; ago += 1) await refused(ago);
      await fifth();
      expect(await choose()).toEqual({ id: "flux", ...preferred });
    });
  });
});
