import { act, renderHook } from "@testing-library/react";
import { useReducer } from "react";
import { UnrecognizedActionError } from "next/dist/client/components/unrecognized-action-error";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { EditNode, EditProgress } from "@/lib/edits/schema";
import type { EditStatus } from "@/lib/lifecycle";
import { pendingEdit } from "../client/edits";
import { reduce } from "../editor-state";
import { testState } from "../test-editor";
import { type AskProgress, usePolling } from "./use-polling";

function edit(id: string, status: EditStatus = "pending"): EditNode {
  return {
    ...pendingEdit({
      id,
      prompt: "make it blue",
      parent: null,
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

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

describe("usePolling", () => {
  const ask = vi.fn<AskProgress>();

  beforeEach(() => {
    vi.useFakeTimers();
    ask.mockReset();
  });
  afterEach(() => {
    vi.useRealTimers();
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

  it("asks for a reload when the server is newer than the page, and keeps the edits", async () => {
    ask.mockRejectedValue(new UnrecognizedActionError("Server Action was not found on the server."));
    const hook = start([edit("a")], ask);
    await pass(10_000);
    expect(hook.result.current.connection).toBe("outdated");
    expect(hook.result.current.edits).toHaveLength(1);
  });
});
