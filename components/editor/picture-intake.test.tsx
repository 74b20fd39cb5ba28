import { act, renderHook } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { usePictureIntake } from "./picture-intake";

const picture = new File(["bytes"], "a.png", { type: "image/png" });

function dragEvent(type: string, types: string[], files: File[] = []): Event {
  return Object.assign(new Event(type, { bubbles: true, cancelable: true }), { dataTransfer: { types, files } });
}

function pasteEvent(types: string[], files: File[]): Event {
  return Object.assign(new Event("paste", { bubbles: true, cancelable: true }), { clipboardData: { types, files } });
}

function send(target: EventTarget, event: Event): Event {
  act(() => void target.dispatchEvent(event));
  return event;
}

function start() {
  const onFiles = vi.fn<(files: File[]) => void>();
  return { onFiles, hook: renderHook(() => usePictureIntake(onFiles)) };
}

afterEach(() => {
  document.body.replaceChildren();
});

describe("usePictureIntake", () => {
  it("shows the whole window as a target while a file is dragged over it, and takes the drop", () => {
    const { hook, onFiles } = start();
    send(document.body, dragEvent("dragenter", ["Files"]));
    send(document.body, dragEvent("dragenter", ["Files"]));
    send(document.body, dragEvent("dragleave", ["Files"]));
    expect(hook.result.current.dragging).toBe(true);
    const drop = send(document.body, dragEvent("drop", ["Files"], [picture]));
    expect(hook.result.current.dragging).toBe(false);
    expect(drop.defaultPrevented).toBe(true);
    expect(onFiles).toHaveBeenCalledWith([picture]);
  });

  it("ends when the file leaves the window again", () => {
    const { hook } = start();
    send(document.body, dragEvent("dragenter", ["Files"]));
    send(document.body, dragEvent("dragleave", ["Files"]));
    expect(hook.result.current.dragging).toBe(false);
  });

  it("leaves dragged text alone", () => {
    const { hook, onFiles } = start();
    send(document.body, dragEvent("dragenter", ["text/plain"]));
    expect(hook.result.current.dragging).toBe(false);
    expect(send(document.body, dragEvent("drop", ["text/plain"])).defaultPrevented).toBe(false);
    expect(onFiles).not.toHaveBeenCalled();
  });

  it("takes a pasted picture, in the prompt too", () => {
    const { onFiles } = start();
    const box = document.body.appendChild(document.createElement("textarea"));
    send(document.body, pasteEvent(["Files"], [picture]));
    send(box, pasteEvent(["Files"], [picture]));
    expect(onFiles).toHaveBeenCalledTimes(2);
  });

  it("leaves pasted text in a text field as text, even when a picture comes along", () => {
    const { onFiles } = start();
    const box = document.body.appendChild(document.createElement("textarea"));
    expect(send(box, pasteEvent(["text/plain", "Files"], [picture])).defaultPrevented).toBe(false);
    expect(onFiles).not.toHaveBeenCalled();
  });
});
