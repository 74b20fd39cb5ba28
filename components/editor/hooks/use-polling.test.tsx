import { act, renderHook } from "@testing-library/react";
import { useReducer } from "react";
import { UnrecognizedActionError } from "next/dist/client/components/unrecognized-action-error";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EditNode, EditProgress } from "@/lib/edits/view-schema";
import type { EditStatus } from "@/lib/lifecycle";
import { pendingEdit } from "../client/pending-edit";
import { reduce } from "../reduce";
import { testState } from "../test-editor";
import { type AskProgress, usePolling } from "./use-polling";

function edit(id: string, status: EditStatus = "pending"): EditNode {
  return {
    ...pendingEdit({
      id,
      prompt: "make it blue",
      parent: null,
      version: 1,
      sourceUrl: null,
      retentionDays: 30,
      usualSeconds: null,
    }),
    status,
  };
}

function answer(edits: EditNode[], retryAfter: number | null = 1): EditProgress {
  return { edits, retry_after: retryAfter, limited: false };
}

/** The hook on a state that begins with these edits. */
const start = (edits: EditNode[], askProgress: AskProgress) =>
  renderHook(() => {
    const [state, dispatch] = useReducer(reduce, testState({ edits }));
    usePolling(state, dispatch, askProgress);
    const accept = (news: EditNode) =>
      dispatch({ type: "editAccepted", edit: news, parent: null, picture: null, key: null });
    return { edits: [...state.versions.values()].map((version) => version.edit), ...state, accept };
  });

const pass = (ms: number) =>
  act(async () => {
    // What is fetched with the first question is there before time goes on.
    await vi.advanceTimersByTimeAsync(0);
    await vi.dynamicImportSettled();
    await vi.advanceTimersByTimeAsync(ms);
  });

describe("usePolling", () => {
  const ask = vi.fn<AskProgress>();

  beforeEach(() => {
    vi.useFakeTimers();
    ask.mockReset();
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("Failed to fetch")));
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("asks for what runs, and no more once all are final", async () => {
    ask
      .mockResolvedValueOnce(answer([edit("a", "processing_image")]))
      .mockResolvedValueOnce(answer([edit("a", "completed")], null));
    const hook = start([edit("a"), edit("b", "completed")], ask);
    await pass(0);
    expect(ask).toHaveBeenLastCalledWith(["a"]);
    expect(hook.result.current.edits[0]?.status).toBe("processing_image");
    await pass(1_000);
    expect(hook.result.current.edits[0]?.status).toBe("completed");
    await pass(600_000);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("sees a failed edit run again that an operator replays, while the page is looked at", async () => {
    ask.mockResolvedValueOnce(answer([edit("a", "failed")], 20));
    ask.mockResolvedValueOnce(answer([edit("a", "processing_image")]));
    ask.mockResolvedValue(answer([edit("a", "completed")], null));
    const hook = start([edit("a", "failed")], ask);
    await pass(0);
    expect(hook.result.current.edits[0]?.status).toBe("failed");
    await pass(20_000);
    expect(hook.result.current.edits[0]?.status).toBe("processing_image");
    await pass(1_000);
    expect(hook.result.current.edits[0]?.status).toBe("completed");
  });

  it("asks about a failed edit once where nobody can replay it, and not behind another tab", async () => {
    ask.mockResolvedValue(answer([edit("a", "failed")], null));
    start([edit("a", "failed")], ask);
    await pass(600_000);
    expect(ask).toHaveBeenCalledTimes(1);

    vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    ask.mockReset().mockResolvedValue(answer([edit("b", "failed")], 20));
    start([edit("b", "failed")], ask);
    await pass(600_000);
    expect(ask).toHaveBeenCalledTimes(1);
    vi.restoreAllMocks();
  });

  it("does not ask at all when nothing runs, and begins when something is added", async () => {
    ask.mockResolvedValue(answer([edit("b", "completed")], null));
    const hook = start([edit("a", "completed")], ask);
    await pass(60_000);
    expect(ask).not.toHaveBeenCalled();
    act(() => hook.result.current.accept(edit("b")));
    await pass(0);
    expect(ask).toHaveBeenCalledWith(["b"]);
  });

  it("asks about at most 20 at a time", async () => {
    ask.mockResolvedValue(answer([], null));
    const many = Array.from({ length: 30 }, (_, index) => edit(String(index)));
    start(many, ask);
    await pass(0);
    expect(ask.mock.calls[0]?.[0]).toHaveLength(20);
  });

  it("drops an edit that the server does not know any more", async () => {
    ask.mockResolvedValue(answer([], null));
    const hook = start([edit("a")], ask);
    await pass(0);
    expect(hook.result.current.edits).toEqual([]);
  });

  it("keeps everything when it asked too often, and comes back when told", async () => {
    ask
      .mockResolvedValueOnce({ edits: [], retry_after: 7, limited: true })
      .mockResolvedValueOnce(answer([edit("a", "completed")], null));
    const hook = start([edit("a")], ask);
    await pass(6_900);
    expect(hook.result.current.edits).toHaveLength(1);
    expect(ask).toHaveBeenCalledTimes(1);
    await pass(200);
    expect(hook.result.current.edits[0]?.status).toBe("completed");
  });

  it("says nothing about a blip, says so after 5 s, and recovers by itself", async () => {
    ask.mockRejectedValue(new TypeError("Failed to fetch"));
    const hook = start([edit("a")], ask);
    await pass(4_900);
    expect(hook.result.current.connection).toBe("ok");
    await pass(200);
    expect(hook.result.current.connection).toBe("lost");
    expect(hook.result.current.edits).toHaveLength(1);
    ask.mockResolvedValue(answer([edit("a", "completed")], null));
    await pass(4_000);
    expect(hook.result.current.connection).toBe("ok");
    expect(hook.result.current.edits[0]?.status).toBe("completed");
  });

  describe("where the action is not let through", () => {
    const {
      thumbnail_url: _,
      feedback_rating: __,
      original_preview_url: ___,
      original_thumbnail_url: ____,
      ...view
    } = edit("a", "completed");
    const api = vi.fn<typeof fetch>();
    beforeEach(() => {
      api.mockReset();
      vi.stubGlobal("fetch", api);
      ask.mockRejectedValue(new Error("An unexpected response was received from the server."));
    });

    it("asks by the API, and shows pictures under the page's own address", async () => {
      const running = { ...view, status: "processing_image" };
      api
        .mockResolvedValueOnce(Response.json(running, { headers: { "Retry-After": "1" } }))
        .mockResolvedValueOnce(
          Response.json({ ...view, preview_image_url: "http://127.0.0.1:3121/api/images/p.webp" }),
        );
      const hook = start([edit("a")], ask);
      await pass(0);
      expect(hook.result.current.edits[0]?.status).toBe("processing_image");
      await pass(1_000);
      expect(hook.result.current.edits[0]).toMatchObject({
        status: "completed",
        preview_image_url: "/api/images/p.webp",
        thumbnail_url: "/api/images/p.webp",
      });
      expect(hook.result.current.connection).toBe("ok");
      expect([ask.mock.calls.length, api.mock.calls.map(([address]) => address)]).toEqual([
        1,
        ["/api/edit/a", "/api/edit/a"],
      ]);
    });

    it("tries the action again after half a minute", async () => {
      api.mockImplementation(async () =>
        Response.json({ ...view, status: "processing_image" }, { headers: { "Retry-After": "4" } }),
      );
      start([edit("a")], ask);
      await pass(29_000);
      expect(ask).toHaveBeenCalledTimes(1);
      await pass(8_000);
      expect(ask).toHaveBeenCalledTimes(2);
    });

    it("drops what the API does not know, and nothing for a page of a proxy's", async () => {
      api.mockResolvedValueOnce(new Response("<html>not found</html>", { status: 404 }));
      const hook = start([edit("a")], ask);
      await pass(0);
      expect(hook.result.current.edits).toHaveLength(1);
      api.mockResolvedValueOnce(Response.json({ detail: "", error_code: "EDIT_NOT_FOUND" }, { status: 404 }));
      await pass(1_000);
      expect(hook.result.current.edits).toEqual([]);
    });

    it("still asks for a reload where the server is newer than the page, and shows how the edit gets on", async () => {
      ask.mockRejectedValue(new UnrecognizedActionError("Server Action was not found on the server."));
      api.mockResolvedValue(Response.json(view));
      const hook = start([edit("a")], ask);
      await pass(0);
      expect(hook.result.current.connection).toBe("outdated");
      expect(hook.result.current.edits[0]?.status).toBe("completed");
    });
  });

  it("asks for a reload when the server is newer than the page, and keeps the edits", async () => {
    ask.mockRejectedValue(new UnrecognizedActionError("Server Action was not found on the server."));
    const hook = start([edit("a")], ask);
    await pass(10_000);
    expect(hook.result.current.connection).toBe("outdated");
    expect(hook.result.current.edits).toHaveLength(1);
  });
});
