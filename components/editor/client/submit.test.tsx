import { afterEach, describe, expect, it, vi } from "vitest";
import { postEdit } from "./submit";

/** Answers every request as accepted; tells what was asked. */
function acceptAll() {
  const asked: { address: string; uploadId: unknown }[] = [];
  class TestRequest extends EventTarget {
    readonly upload = new EventTarget();
    status = 200;
    responseType = "";
    responseText = JSON.stringify({ edit_id: "an-edit" });
    address = "";
    open(method: string, address: string) {
      this.address = `${method} ${address}`;
    }
    setRequestHeader() {}
    getResponseHeader() {
      return null;
    }
    send(body: unknown) {
      asked.push({ address: this.address, uploadId: body instanceof FormData ? body.get("upload_id") : null });
      queueMicrotask(() => this.dispatchEvent(new Event("load")));
    }
  }
  vi.stubGlobal("XMLHttpRequest", TestRequest);
  return asked;
}

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

describe("postEdit", () => {
  it("names the same upload after a reload, so that what is sent again stays one edit", async () => {
    const asked = acceptAll();
    sessionStorage.setItem("mizual:uploaded", "the-key upload-1");
    const picture = new Blob([new Uint8Array(5 * 1024 * 1024)], { type: "image/jpeg" });
    const form = { prompt: "make it blue", enhance: "auto", fullSize: false, engine: null } as const;
    expect(await postEdit({ ...form, key: "the-key", source: { picture } })).toBe("an-edit");
    expect(asked).toEqual([{ address: "POST /api/edit-image", uploadId: "upload-1" }]);
  });
});
