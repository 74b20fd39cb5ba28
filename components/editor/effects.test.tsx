import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EditNode } from "@/lib/edits/view-schema";
import { runnerOf } from "./commands";
import type { EditorState } from "./editor-state";
import { finishDeletion } from "./version-effects";
import "./sending";
import { testEdit, testLocalPicture, testState, testStudio } from "./test-editor";

/** As much of a browser's XMLHttpRequest as the upload uses, driven by the test. */
class TestRequest extends EventTarget {
  static all: TestRequest[] = [];
  readonly upload = new EventTarget();
  readonly headers = new Map<string, string>();
  responseType = "";
  responseText = "";
  status = 0;
  aborted = false;
  body: FormData | null = null;
  address = "";

  constructor() {
    super();
    TestRequest.all.push(this);
  }
  open(method: string, address: string) {
    this.address = `${method} ${address}`;
  }
  setRequestHeader(name: string, value: string) {
    this.headers.set(name, value);
  }
  getResponseHeader(name: string) {
    return name === "X-Request-Id" ? "req-1" : null;
  }
  send(body: FormData) {
    this.body = body;
  }
  abort() {
    this.aborted = true;
    this.dispatchEvent(new Event("abort"));
  }
  progress(loaded: number, total: number) {
    this.upload.dispatchEvent(Object.assign(new Event("progress"), { lengthComputable: true, loaded, total }));
  }
  answer(status: number, body: unknown) {
    this.status = status;
    this.responseText = typeof body === "string" ? body : JSON.stringify(body);
    this.dispatchEvent(new Event("load"));
  }
}

const picture = testLocalPicture();
const ID = "00000000-0000-4000-8000-00000000000a";
const NEXT = "00000000-0000-4000-8000-00000000000b";

function request(index: number): TestRequest {
  const found = TestRequest.all[index];
  if (found === undefined) throw new Error(`request ${index} was not made`);
  return found;
}

/** Lets all that is waiting for nothing but itself go on. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

async function answerTo(index: number, status: number, body: unknown): Promise<void> {
  request(index).answer(status, body);
  await settle();
}

/** A studio on the page of this path, and its commands. */
function at(path: string, state: EditorState) {
  window.history.replaceState(null, "", path);
  const { studio, said } = testStudio(state);
  return {
    studio,
    said,
    run: runnerOf(studio),
    state: () => studio.view().state,
    path: () => window.location.pathname,
  };
}

const atDraft = () => at("/", testState({ draft: { picture, size: null }, prompt: "make it blue" }));
const atEdit = (edit: EditNode, more: readonly EditNode[] = []) =>
  at(`/edits/${edit.uuid}`, testState({ edits: [...more, edit], prompt: "make it blue" }));

/** Answers every request with this; tells what was asked. */
function answerAll(status: number, body: unknown) {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (address: string, init?: RequestInit) => {
    asked.push(`${init?.method ?? "GET"} ${address}`);
    return Response.json(body, { status });
  });
  return asked;
}

beforeEach(() => {
  TestRequest.all = [];
  vi.stubGlobal("XMLHttpRequest", TestRequest);
});
afterEach(() => {
  vi.unstubAllGlobals();
  localStorage.clear();
});

describe("submit", () => {
  it("shows whatever goes wrong in the page itself, and sends again under the same key", async () => {
    const { run, state } = atDraft();
    const open = vi.spyOn(TestRequest.prototype, "open").mockImplementation(() => {
      throw new TypeError("crypto.subtle is undefined");
    });
    await run("submit");
    expect(state().sending?.failure).toMatchObject({
      code: "PAGE",
      retryable: true,
      message: expect.stringContaining("crypto.subtle is undefined") as unknown,
    });
    const key = state().sending?.key;
    open.mockRestore();
    void run("resubmit");
    await settle();
    expect(state().sending).toMatchObject({ key, failure: null });
  });

  it("shows at once that it is on its way, with real progress, and goes to what was accepted", async () => {
    const { run, state, said, path } = atDraft();
    void run("submit");
    await settle();
    expect(state().sending).toMatchObject({ share: 0, failure: null });
    expect(said).toEqual(["Sending your picture."]);
    expect(request(0).address).toBe("POST /api/edit-image");
    expect(request(0).body?.get("prompt")).toBe("make it blue");
    expect(request(0).body?.get("enhance")).toBe("auto");
    expect(request(0).body?.get("best_effort")).toBe("true");
    expect(request(0).body?.has("editor")).toBe(false);
    expect(request(0).body?.has("image")).toBe(true);
    request(0).progress(30, 100);
    expect(state().sending?.share).toBe(0.3);
    request(0).progress(20, 100);
    expect(state().sending?.share).toBe(0.3);
    await answerTo(0, 200, { edit_id: ID, polling_url: `/edit/${ID}`, delete_token: "t" });
    expect(state()).toMatchObject({ sending: null, draft: null, prompt: "" });
    expect(state().versions.get(ID)).toMatchObject({ own: true, root: ID, source: picture });
    expect(path()).toBe(`/edits/${ID}`);
    expect(said.at(-1)).toBe("Your edit is queued...");
  });

  it("sends a follow-up without a picture", async () => {
    const { run, said, studio } = atEdit(testEdit({ status: "completed" }));
    run("improve");
    void run("submit");
    await settle();
    expect(said).toEqual(["Sending your edit."]);
    expect(request(0).body?.get("parent_edit_uuid")).toBe(ID);
    expect(request(0).body?.get("enhance")).toBe("off");
    expect(request(0).body?.has("image")).toBe(false);
    await answerTo(0, 200, { edit_id: NEXT });
    expect(studio.view()).toMatchObject({ number: 2, current: { root: ID, edit: { chain_position: 2 } } });
  });

  it("does not take a person along who looks at something else by then", async () => {
    const { run, state, path } = atDraft();
    void run("submit");
    await settle();
    window.history.pushState(null, "", `/edits/${NEXT}`);
    await answerTo(0, 200, { edit_id: ID });
    expect(path()).toBe(`/edits/${NEXT}`);
    expect(state().versions.has(ID)).toBe(true);
  });

  it("ignores a second press while the first is under way", async () => {
    const { run, studio } = atDraft();
    void run("submit");
    await settle();
    expect(run("submit")).toBeUndefined();
    // Not even where the page has not been drawn anew in between.
    studio.dispatch({ type: "sendingEnded" });
    await run("submit");
    await settle();
    expect(TestRequest.all).toHaveLength(1);
  });

  it("keeps the same key when a refused submission is sent again, and takes a new one for a new wish", async () => {
    const { run, studio, state } = atDraft();
    void run("submit");
    await settle();
    request(0).dispatchEvent(new Event("error"));
    await settle();
    expect(state().sending?.failure?.code).toBe("NETWORK");
    void run("resubmit");
    await settle();
    const key = request(0).headers.get("Idempotency-Key");
    expect(key).toMatch(/^[0-9a-f-]{36}$/);
    expect(request(1).headers.get("Idempotency-Key")).toBe(key);
    await answerTo(1, 200, { edit_id: ID });
    window.history.replaceState(null, "", "/");
    studio.dispatch({ type: "pictureTaken", picture, path: "/" });
    studio.dispatch({ type: "promptChanged", prompt: "make it red" });
    void run("submit");
    await settle();
    expect(request(2).headers.get("Idempotency-Key")).not.toBe(key);
  });

  it("shows the server's sentence and request id when it refuses", async () => {
    const { run, state } = atDraft();
    void run("submit");
    await settle();
    const detail = "This kind of file is not supported. This is a BMP file.";
    await answerTo(0, 415, { detail, error_code: "IMAGE_TYPE_NOT_SUPPORTED", timestamp: "x" });
    expect(state().sending?.failure).toMatchObject({
      message: detail,
      code: "IMAGE_TYPE_NOT_SUPPORTED",
      requestId: "req-1",
    });
    expect(state().versions.size).toBe(0);
  });

  it("never shows a page of a proxy as an error", async () => {
    const { run, state } = atDraft();
    void run("submit");
    await settle();
    await answerTo(0, 502, "<html>Bad gateway</html>");
    expect(state().sending?.failure?.message).toMatch(/^The server cannot be reached right now \(502\)/);
  });

  it("is stopped and forgotten; picture and words stay", async () => {
    const { run, state } = atDraft();
    void run("submit");
    await settle();
    const asked = answerAll(404, { detail: "Nothing was accepted under this key.", error_code: "EDIT_NOT_FOUND" });
    void run("cancel", false);
    await settle();
    expect(request(0).aborted).toBe(true);
    expect(asked).toEqual(["POST /api/edit-image/cancel"]);
    expect(state()).toMatchObject({ sending: null, draft: { picture }, prompt: "make it blue" });
    expect(state().versions.size).toBe(0);
  });

  it("is canceled by its key where it had arrived already", async () => {
    const { run, state, said } = atDraft();
    void run("submit");
    await settle();
    const key = state().sending?.key;
    const sent: unknown[] = [];
    vi.stubGlobal("fetch", async (_path: string, init: RequestInit) => {
      sent.push(JSON.parse(init.body as string), (init.headers as Record<string, string>)["Idempotency-Key"]);
      return Response.json({ uuid: ID, status: "canceled" });
    });
    void run("cancel", false);
    await settle();
    expect(sent).toEqual([{ idempotency_key: key, unless_charged: true }, key]);
    expect(state().sending).toBeNull();
    expect(state().versions.size).toBe(0);
    expect(said.at(-1)).toContain("Nothing was charged.");
  });

  it("goes on, and is shown, where it is charged for already", async () => {
    const { run, state } = atDraft();
    void run("submit");
    await settle();
    answerAll(200, { uuid: ID, status: "processing_image" });
    void run("cancel", false);
    await settle();
    expect(state().sending).toBeNull();
    expect([...state().versions.keys()]).toEqual([ID]);
    expect(window.location.pathname).toBe(`/edits/${ID}`);
  });

  it("says that it is not certain where nobody answers, and can be sent again as the same", async () => {
    const { run, state } = atDraft();
    void run("submit");
    await settle();
    const key = state().sending?.key;
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
    void run("cancel", false);
    await settle();
    expect(state().sending).toMatchObject({ key, failure: { retryable: true } });
    expect(state().sending?.failure?.message).toContain("not certain");
    void run("resubmit");
    await settle();
    expect(request(1).headers.get("Idempotency-Key")).toBe(key);
  });

  it("puts the words of what was refused back into the box, and itself away", async () => {
    const { run, studio, state } = atDraft();
    void run("submit");
    await settle();
    await answerTo(0, 500, null);
    studio.dispatch({ type: "promptChanged", prompt: "" });
    run("editPrompt");
    expect(state()).toMatchObject({ sending: null, prompt: "make it blue" });
  });

  it("makes what failed again with another engine, of its own source", async () => {
    const failed = testEdit({ status: "failed", parent_edit_uuid: NEXT });
    const { run } = atEdit(failed);
    void run("tryWith", "gemini");
    await settle();
    expect(request(0).body?.get("editor")).toBe("gemini");
    expect(request(0).body?.get("parent_edit_uuid")).toBe(NEXT);
  });

  it("makes one more version of the original, which the server has, and stays with its picture", async () => {
    const asked = answerAll(200, "bytes");
    const { run, studio } = atEdit(testEdit({ status: "failed", version: 4, original_preview_url: "/o.webp" }));
    void run("submit");
    await settle();
    expect(asked).toEqual([]);
    expect(request(0).body?.get("original_edit_uuid")).toBe(ID);
    expect(request(0).body?.has("image")).toBe(false);
    await answerTo(0, 200, { edit_id: NEXT });
    expect(studio.view()).toMatchObject({
      number: 5,
      versions: [{ edit: { uuid: ID } }, { edit: { uuid: NEXT } }],
      current: { root: ID, edit: { chain_position: 1, parent_edit_uuid: null, original_preview_url: "/o.webp" } },
    });
  });
});

describe("from a finished version", () => {
  it("goes on from the result, or begins again with the original as one more version, also when the chain is full", async () => {
    const { run, studio, said } = atEdit(testEdit({ status: "completed", chain_position: 5, version: 7 }));
    expect(run("submit")).toBeUndefined();
    run("fromOriginal");
    expect(said.at(-1)).toBe("The next edit is made of the original.");
    void run("submit");
    await settle();
    expect(request(0).body?.get("original_edit_uuid")).toBe(ID);
    await answerTo(0, 200, { edit_id: NEXT });
    expect(studio.view()).toMatchObject({ number: 8, current: { root: ID, edit: { chain_position: 1 } } });
    expect(studio.view().state.fromOriginal).toBeNull();
  });
});

describe("a running edit", () => {
  const running = testEdit({ status: "processing_image", enhanced: true, enhanced_prompt: "Turn it blue." });

  it("is canceled, and says so", async () => {
    const asked = answerAll(200, { status: "canceled", message: "Edit canceled." });
    const { run, studio } = atEdit(running);
    await run("cancel", false);
    expect(asked).toEqual([`POST /api/edit/${ID}/cancel?unless_charged=true`]);
    expect(studio.view()).toMatchObject({ phase: "failed", current: { edit: { message: "Edit canceled." } } });
  });

  it("stays where it cannot be canceled, and the reason is told to who pressed", async () => {
    answerAll(409, { detail: "This edit has already finished.", error_code: "EDIT_FINISHED" });
    const { run, studio } = atEdit(running);
    await expect(run("cancel", false)).rejects.toMatchObject({ code: "EDIT_FINISHED" });
    expect(studio.view().phase).toBe("running");
  });

  it("is stopped and made again from the person's own words", async () => {
    const asked = answerAll(200, { status: "canceled" });
    const { run } = atEdit({ ...running, parent_edit_uuid: NEXT });
    void run("sendAsWritten");
    await settle();
    expect(asked).toEqual([`POST /api/edit/${ID}/cancel`]);
    expect(request(0).body?.get("enhance")).toBe("off");
    expect(request(0).body?.get("prompt")).toBe("make it blue");
  });

  it("is not made again while it may still run, and it is said why", async () => {
    answerAll(429, { detail: "Please wait.", error_code: "RATE_LIMITED" });
    const { run, state } = atEdit({ ...running, parent_edit_uuid: NEXT });
    await run("sendAsWritten");
    expect(TestRequest.all).toEqual([]);
    const text = "Yours was not sent: the edit that runs could not be stopped. Please wait.";
    expect(state().notice).toEqual({ text, isError: true });
  });

  it("is made again from the person's own words where it has ended just then", async () => {
    answerAll(409, { detail: "It is over.", error_code: "EDIT_FINISHED" });
    const { run, state } = atEdit({ ...running, parent_edit_uuid: NEXT });
    void run("sendAsWritten");
    await settle();
    expect(request(0).body?.get("enhance")).toBe("off");
    expect(state().notice).toBeNull();
  });
});

describe("a failed edit", () => {
  const failed = testEdit({ status: "failed", retryable: true, can_check: true, original_preview_url: "/o.webp" });

  it("is sent once more, as a new one beside it", async () => {
    const asked = answerAll(200, { edit_id: NEXT });
    const { run, state, path } = atEdit(failed);
    await run("retry");
    expect(asked).toEqual([`POST /api/edit/${ID}/retry`]);
    expect(path()).toBe(`/edits/${NEXT}`);
    expect(state().versions.get(NEXT)).toMatchObject({ own: true, edit: { original_preview_url: "/o.webp" } });
  });

  it("is sent under one key until the server has answered, over a reload too, so that it is made and paid for once", async () => {
    const keys: (string | null)[] = [];
    const answers = [new Error("lost"), Response.json({ detail: "Busy." }, { status: 503 }), 1, 2];
    vi.stubGlobal("fetch", async (_address: string, { headers }: RequestInit) => {
      keys.push(new Headers(headers).get("Idempotency-Key"));
      const answer = answers.shift();
      if (answer instanceof Error) throw answer;
      return answer instanceof Response ? answer : Response.json({ edit_id: NEXT });
    });
    for (const _ of answers.slice()) await Promise.resolve(atEdit(failed).run("retry")).catch(() => undefined);
    const [first, ...more] = keys;
    expect(first).toMatch(/^[0-9a-f-]{36}$/);
    expect(more.slice(0, 2)).toEqual([first, first]);
    expect(more[2]).not.toBe(first);
  });

  it("is asked about again, and when is kept", async () => {
    const asked = answerAll(200, { status: "processing_image", original_image_url: "http://localhost/x" });
    const { run, studio, said } = atEdit(failed);
    await run("check");
    expect(asked).toEqual([`POST /api/edit/${ID}/check`]);
    expect(said).toEqual(["Asking the image service again."]);
    expect(studio.view()).toMatchObject({ phase: "running", current: { edit: { original_image_url: null } } });
    expect(studio.view().current?.checkedAt).toBeGreaterThan(Date.now() - 10_000);
  });
});

describe("a finished edit", () => {
  const done = testEdit({
    status: "completed",
    edited_image_url: "/api/images/r.png",
    original_preview_url: "/o.webp",
  });

  it("is compared, by the address", () => {
    const { run, studio } = atEdit(done);
    run("compare");
    expect(window.location.search).toBe("?compare=slider");
    expect(studio.view().compare).toEqual({ mode: "slider", other: null, swapped: false });
    run("compare");
    expect(window.location.search).toBe("");
  });

  it("gives way to another version, which stays compared", () => {
    const { run, path, said } = atEdit({ ...done, uuid: NEXT }, [done]);
    run("compare");
    run("select", ID);
    expect([path(), window.location.search]).toEqual([`/edits/${ID}`, "?compare=slider"]);
    expect(said.at(-1)).toMatch(/^Version \d: /);
  });

  it("shows the original for as long as it is held", async () => {
    const { run, state } = atEdit(done);
    run("showOriginal", true);
    expect(state().held).toBe("original");
    run("showOriginal", false);
    expect(state().held).toBeNull();
  });

  it("is downloaded under the name of what was asked", async () => {
    const { run } = atEdit(done);
    const clicked: string[] = [];
    const listen = vi.spyOn(HTMLElement.prototype, "click").mockImplementation(function click(this: HTMLElement) {
      if (this instanceof HTMLAnchorElement) clicked.push(this.download);
    });
    await run("download");
    listen.mockRestore();
    expect(clicked).toEqual(["meadow-v1-make-it-blue.jpg"]);
  });

  it("is rated, and the thanks are handed on", async () => {
    answerAll(200, { success: true, message: "Thank you for helping us improve!" });
    const { run, studio } = atEdit(done);
    expect(await run("giveFeedback", 0, " too blue ")).toBe("Thank you for helping us improve!");
    expect(studio.view().current?.edit.feedback_rating).toBe(0);
    expect(run("giveFeedback", 1, "")).toBeUndefined();
  });

  it("is deleted once its time to be had back is over, and the version that it was made of comes in its place", async () => {
    const asked = answerAll(204, {});
    const { run, said, path, state, studio } = atEdit({ ...done, uuid: NEXT, version: 2, parent_edit_uuid: ID }, [
      done,
    ]);
    await run("delete");
    expect(path()).toBe(`/edits/${ID}`);
    expect([...state().versions.keys()]).toEqual([ID]);
    expect(said).toEqual(["Version 2 is deleted. Undo brings it back for 15 seconds."]);
    expect(asked).toEqual([]);
    await finishDeletion(studio, state().deleting);
    expect(asked).toEqual([`DELETE /api/edit/${NEXT}`]);
    expect(state().deleting).toBeNull();
    await run("delete");
    expect(path()).toBe("/");
    await finishDeletion(studio, state().deleting);
    await finishDeletion(studio, state().deleting);
    expect(asked).toHaveLength(2);
  });

  it("that was deleted comes back by Undo, and by the key for it", async () => {
    const asked = answerAll(204, {});
    const { run, path, state, studio } = atEdit({ ...done, uuid: NEXT, parent_edit_uuid: ID }, [done]);
    for (const command of ["undoDeletion", "undo"] as const) {
      await run("delete");
      expect([...state().versions.keys()]).toEqual([ID]);
      await run(command);
      expect([...state().versions.keys()]).toEqual([ID, NEXT]);
      expect(path()).toBe(`/edits/${NEXT}`);
    }
    await finishDeletion(studio, state().deleting);
    expect(asked).toEqual([]);
    expect(localStorage.getItem("mizual:deleting")).toBeNull();
  });

  it("that the server did not delete is shown again, and it is said", async () => {
    answerAll(429, { detail: "Please wait.", error_code: "RATE_LIMITED" });
    const { run, state, studio } = atEdit(done);
    await run("delete");
    await finishDeletion(studio, state().deleting);
    expect([...state().versions.keys()]).toEqual([ID]);
    expect(state().notice).toEqual({
      text: "It could not be deleted and is still there. Please wait.",
      isError: true,
    });
  });

  it("begins a new chain", async () => {
    answerAll(200, "bytes");
    const { run, state, path } = atEdit(done);
    await run("startAnew");
    expect(state().draft?.picture).toMatchObject({ name: "meadow-v1-make-it-blue.jpg", stored: { id: ID } });
    expect(path()).toBe("/");
    void run("submit");
    await settle();
    expect(request(0).body?.get("source_edit_uuid")).toBe(ID);
    expect(request(0).body?.has("image")).toBe(false);
  });
});

describe("a picture", () => {
  const file = (name: string, type: string) => new File([type === "image/png" ? "GIF89a" : "bytes"], name, { type });

  it("is the first file that is one, else the reason is said", async () => {
    const { run, state } = at("/", testState());
    await run("takeFiles", [file("a.txt", "text/plain")]);
    expect(state().refusal).toContain("Please use a JPEG");
    await run("takeFiles", [file("a.txt", "text/plain"), file("b.png", "image/png")]);
    expect(state()).toMatchObject({ refusal: null, draft: { picture: { name: "b.png" } } });
    await run("takeFiles", []);
    expect(state().draft?.picture.name).toBe("b.png");
  });

  it("of the samples brings its words along; without an answer that is said and nothing changes", async () => {
    answerAll(200, "bytes");
    const sample = {
      id: "a",
      src: "/samples/a.webp",
      card: "/samples/cards/a.webp",
      name: "a.webp",
      title: "A",
      prompt: "make it blue",
      credit: "",
    };
    const { run, state } = at("/", testState());
    await run("takeSample", sample);
    expect(state()).toMatchObject({ prompt: "make it blue", draft: { picture: { name: "a.webp" } } });
    answerAll(503, null);
    await run("takeSample", { ...sample, prompt: "make it red" });
    expect(state().refusal).toContain("The server did not answer.");
    expect(state().prompt).toBe("make it blue");
  });

  it("that came with others is taken alone, which is said, and the one before can be had back", async () => {
    const { run, state, said } = atDraft();
    const pictures = ["b.png", "c.png", "d.png"].map((name) => file(name, "image/png"));
    await run("takeFiles", pictures);
    expect(state().draftNotice?.text).toContain("“b.png” was taken, the 2 others were not.");
    run("takeBack");
    expect(state()).toMatchObject({ draftNotice: null, draft: { picture } });
    expect(said.at(-1)).toBe("The picture from before is back.");
  });

  it("is put away again", () => {
    const { run, state } = atDraft();
    run("suggest", "Warm it up a little");
    expect(state().prompt).toBe("Warm it up a little");
    run("removeDraft");
    expect(state().draft).toBeNull();
  });
});
