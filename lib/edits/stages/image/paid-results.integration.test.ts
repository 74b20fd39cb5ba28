import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { KyselyPlugin } from "kysely";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { resultKeys } from "@/lib/blob/blob-store";
import { readPicture } from "@/lib/edits/pictures";
import { findEdit } from "@/lib/edits/progress";
import { requestEdit } from "@/lib/edits/request";
import { checkEdit } from "@/lib/edits/retry";
import { runEdit } from "@/lib/edits/run";
import { editView } from "@/lib/edits/view";
import type { Picture, Submission } from "@/lib/providers/port";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, type ScriptedEditor } from "@/tests/fakes/scripted-editor";
import { directStep, servicesOfFile } from "@/tests/services";

const test = servicesOfFile();

const using = (editor: ScriptedEditor): Services => ({ ...test.services, editors: [editor] });

const ask = async (services: Services) => (await requestEdit(services, editRequest(test.picture), clientOf())).editId;

const run = (editId: string, services: Services, dispatch = 1) =>
  runEdit({ editId, runId: randomUUID(), dispatch }, directStep, services).catch(() => "failed");

const viewOf = async (editId: string, services: Services) => {
  const edit = await findEdit(services, editId);
  if (edit === null) throw new Error("the edit is gone");
  return editView(edit, "", null, services.editors);
};

const parkedBytes = async () => {
  const rows = await test.services.db.selectFrom("parkedResults").select("bytes").execute();
  return rows.map((row) => Buffer.from(row.bytes));
};

const NO_PICTURE = Buffer.from("<!doctype html><title>Sign in</title>");
const ODD_JPEG = readFileSync(new URL("../../../../tests/fakes/bfl/stray-bytes.jpg", import.meta.url));

/** Editors of both kinds that bring what they are told to. */
const KINDS: [what: string, create: (result: () => Picture) => ScriptedEditor][] = [
  ["in three calls", (result) => createScriptedEditor({ fetch: async () => result() })],
  [
    "that answers at once",
    (result) =>
      createScriptedEditor({
        submit: async (): Promise<Submission> => ({
          state: "done",
          picture: result(),
          model: "m",
          cost: { usd: 0.05, estimated: true },
          notes: [],
        }),
      }),
  ],
];

describe.each(KINDS)("a paid result of an editor %s", (_what, create) => {
  it("that is no picture stays parked and can be checked", async () => {
    const editor = create(() => ({ bytes: NO_PICTURE, contentType: "image/png" }));
    const services = using(editor);
    const editId = await ask(services);
    expect(await run(editId, services)).toBe("failed");
    expect(await viewOf(editId, services)).toMatchObject({
      error_code: "PROVIDER_BAD_RESULT",
      charge: "made",
      can_check: true,
    });
    expect(await parkedBytes()).toEqual([NO_PICTURE]);
    // Again and again, until a release that can read it.
    for (const dispatch of [2, 3]) {
      await checkEdit(services, editId);
      expect(await run(editId, services, dispatch)).toBe("failed");
      expect(await viewOf(editId, services)).toMatchObject({ charge: "made", can_check: true });
    }
    expect(editor.calls.submit).toBe(1);
  });

  it("that this release refused is taken by one that reads it, free of charge", async () => {
    const editor = create(() => ({ bytes: NO_PICTURE, contentType: "image/png" }));
    const services = using(editor);
    const editId = await ask(services);
    await run(editId, services);
    const fetched = editor.calls.fetch;
    await test.services.db.updateTable("parkedResults").set({ bytes: ODD_JPEG }).execute();
    await checkEdit(services, editId);
    expect(await run(editId, services, 2)).toBe("completed");
    expect(editor.calls).toMatchObject({ submit: 1, fetch: fetched });
    expect(await parkedBytes()).toEqual([]);
  });

  it("is not lost to a later answer that is no picture at all", async () => {
    const cut = ODD_JPEG.subarray(0, ODD_JPEG.length / 2);
    const results = [cut, NO_PICTURE, NO_PICTURE, NO_PICTURE];
    const editor = create(() => ({ bytes: results.shift() ?? NO_PICTURE, contentType: "image/jpeg" }));
    const services = using(editor);
    const editId = await ask(services);
    expect(await run(editId, services)).toBe("failed");
    expect(await parkedBytes()).toEqual([cut]);
  });

  it("is parked before anything judges it", async () => {
    const editor = create(() => ({ bytes: ODD_JPEG, contentType: "image/png" }));
    const stored = new Map<string, Buffer[]>();
    const services: Services = {
      ...using(editor),
      blobs: {
        ...test.services.blobs,
        put: async (...object) => {
          stored.set(object[0], await parkedBytes());
          return test.services.blobs.put(...object);
        },
      },
    };
    const editId = await ask(services);
    expect(await run(editId, services)).toBe("completed");
    expect(await parkedBytes()).toEqual([]);
    expect(resultKeys(editId).flatMap((key) => stored.get(key) ?? [])).toEqual([ODD_JPEG]);
  });

  it("that is the source again is told as that, with its charge", async () => {
    let source: Uint8Array = test.picture;
    const editor = create(() => ({ bytes: source, contentType: "image/jpeg" }));
    const services = using(editor);
    const editId = await ask(services);
    const edit = await findEdit(services, editId);
    const stored = await readPicture(services.blobs, edit?.originalKey ?? null);
    // As a service sends it that decodes and encodes without loss.
    source = await sharp(stored).png().toBuffer();
    expect(await run(editId, services)).toBe("failed");
    expect(await viewOf(editId, services)).toMatchObject({
      error_code: "NOTHING_CHANGED",
      charge: "made",
      can_check: false,
      message:
        "The image service sent the picture back as it was. It has charged for this edit. Try saying it differently.",
    });
    expect(await parkedBytes()).toEqual([]);
  });
});

it("a database that does not take the bytes loses no picture that the store takes", async () => {
  const full: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (node.kind === "InsertQueryNode" && JSON.stringify(node.into).includes("parkedResults"))
        throw new Error("canceling statement due to statement timeout");
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const editor = createScriptedEditor();
  const services = { ...using(editor), db: test.services.db.withPlugin(full) };
  const editId = await ask(services);
  expect(await run(editId, services)).toBe("completed");
  expect(editor.calls).toMatchObject({ submit: 1, fetch: 1 });
}, 60_000);

it("a better copy of the same task takes the place of what was no picture", async () => {
  const copies = [NO_PICTURE, ODD_JPEG.subarray(0, 900), ODD_JPEG];
  const editor = createScriptedEditor({
    fetch: async () => ({ bytes: copies.shift() ?? ODD_JPEG, contentType: "image/jpeg" }),
  });
  const services = using(editor);
  const editId = await ask(services);
  expect(await run(editId, services)).toBe("completed");
  expect(editor.calls).toMatchObject({ submit: 1, fetch: 3 });
});

describe("a picture of more than two megapixels", () => {
  const sizeSent = async (fullSize: boolean, free = false) => {
    let sent = { width: 0, height: 0, pixels: 0 };
    const editor = createScriptedEditor({
      free,
      submit: async ({ picture: { bytes: given, width, height } }) => {
        const { info } = await sharp(given).raw().toBuffer({ resolveWithObject: true });
        sent = { width, height, pixels: info.width * info.height };
        throw new Error("enough");
      },
    });
    const large = await sharp({ create: { width: 2400, height: 1600, channels: 3, background: "#557799" } })
      .jpeg()
      .toBuffer();
    const services = using(editor);
    const { editId } = await requestEdit(services, editRequest(large, { fullSize }), clientOf());
    await run(editId, services);
    return sent;
  };

  it("goes to an editor that is paid as a copy of about two, unless all of it is asked for", async () => {
    const { width, height, pixels } = await sizeSent(false);
    expect(pixels).toBe(width * height);
    expect(pixels).toBeLessThanOrEqual(2_000_000);
    expect(pixels).toBeGreaterThan(1_900_000);
    expect(width / height).toBeCloseTo(1.5, 2);
    expect(await sizeSent(true)).toMatchObject({ width: 2400, height: 1600 });
  });

  it("that comes back as it was sent, smaller than the source, has changed nothing", async () => {
    const large = await sharp({
      create: { width: 2400, height: 1600, channels: 3, background: "#557799", noise: { type: "gaussian", sigma: 9 } },
    })
      .jpeg()
      .toBuffer();
    const editor = createScriptedEditor({
      submit: async ({ picture }): Promise<Submission> => ({
        state: "done",
        picture: { bytes: await sharp(picture.bytes).png().toBuffer(), contentType: "image/png" },
        model: "m",
        cost: null,
        notes: [],
      }),
    });
    const services = using(editor);
    const { editId } = await requestEdit(services, editRequest(large), clientOf());
    expect(await run(editId, services)).toBe("failed");
    expect(await viewOf(editId, services)).toMatchObject({ error_code: "NOTHING_CHANGED", charge: "made" });
  });

  it("is edited whole by one that is free", async () => {
    expect(await sizeSent(false, true)).toMatchObject({ width: 2400, height: 1600 });
  });
});
