import { act, renderHook } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LocalPicture } from "../client/pictures";
import { type Intent, useSubmission } from "./use-submission";

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

const picture: LocalPicture = { file: new Blob(["bytes"], { type: "image/png" }), name: "a.png", url: "blob:a" };
const intent: Intent = { prompt: "make it blue", enhance: "auto", editor: null, path: "/", source: { picture } };

function request(index: number): TestRequest {
  const found = TestRequest.all[index];
  if (found === undefined) throw new Error(`request ${index} was not made`);
  return found;
}

async function started() {
  const accepted = vi.fn<(id: string, picture: LocalPicture | null) => void>();
  const hook = renderHook(() => useSubmission());
  await act(async () => void hook.result.current.send(intent, accepted));
  return { hook, accepted };
}

describe("useSubmission", () => {
  beforeEach(() => {
    TestRequest.all = [];
    vi.stubGlobal("XMLHttpRequest", TestRequest);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  it("shows at once that it is on its way, with real progress, and hands over the id", async () => {
    const { hook, accepted } = await started();
    expect(hook.result.current.sending).toMatchObject({ share: 0, failure: null });
    expect(request(0).address).toBe("POST /api/edit-image");
    expect(request(0).body?.get("prompt")).toBe("make it blue");
    expect(request(0).body?.get("enhance")).toBe("auto");
    expect(request(0).body?.has("image")).toBe(true);
    act(() => request(0).progress(30, 100));
    expect(hook.result.current.sending?.share).toBe(0.3);
    act(() => request(0).progress(20, 100));
    expect(hook.result.current.sending?.share).toBe(0.3);
    await act(async () => request(0).answer(200, { edit_id: "e1", polling_url: "/edit/e1", delete_token: "t" }));
    expect(accepted).toHaveBeenCalledWith("e1", picture);
    expect(hook.result.current.sending).toBeNull();
  });

  it("sends a follow-up without a picture", async () => {
    const hook = renderHook(() => useSubmission());
    await act(async () => void hook.result.current.send({ ...intent, source: { parent: "p1" } }, vi.fn<() => void>()));
    expect(request(0).body?.get("parent_edit_uuid")).toBe("p1");
    expect(request(0).body?.has("image")).toBe(false);
  });

  it("ignores a second press while the first is under way", async () => {
    const { hook } = await started();
    await act(async () => void hook.result.current.send(intent, vi.fn<() => void>()));
    expect(TestRequest.all).toHaveLength(1);
  });

  it("keeps the same key when a refused submission is sent again, and takes a new one for a new wish", async () => {
    const { hook, accepted } = await started();
    await act(async () => request(0).dispatchEvent(new Event("error")));
    expect(hook.result.current.sending?.failure?.code).toBe("NETWORK");
    await act(async () => void hook.result.current.again(accepted));
    const key = request(0).headers.get("Idempotency-Key");
    expect(key).toMatch(/^[0-9a-f-]{36}$/);
    expect(request(1).headers.get("Idempotency-Key")).toBe(key);
    await act(async () => request(1).answer(200, { edit_id: "e1" }));
    expect(accepted).toHaveBeenCalledOnce();
    await act(async () => void hook.result.current.send(intent, vi.fn<() => void>()));
    expect(request(2).headers.get("Idempotency-Key")).not.toBe(key);
  });

  it("shows the server's sentence and request id when it refuses", async () => {
    const { hook, accepted } = await started();
    const detail = "This kind of file is not supported. This is a BMP file.";
    await act(async () => request(0).answer(415, { detail, error_code: "IMAGE_TYPE_NOT_SUPPORTED", timestamp: "x" }));
    expect(hook.result.current.sending?.failure).toMatchObject({
      message: detail,
      code: "IMAGE_TYPE_NOT_SUPPORTED",
      requestId: "req-1",
    });
    expect(accepted).not.toHaveBeenCalled();
  });

  it("never shows a page of a proxy as an error", async () => {
    const { hook } = await started();
    await act(async () => request(0).answer(502, "<html>Bad gateway</html>"));
    expect(hook.result.current.sending?.failure?.message).toBe("The server answered with an error (502).");
  });

  it("stops an upload and forgets it", async () => {
    const { hook, accepted } = await started();
    await act(async () => hook.result.current.stop());
    expect(request(0).aborted).toBe(true);
    expect(hook.result.current.sending).toBeNull();
    expect(accepted).not.toHaveBeenCalled();
  });
});
