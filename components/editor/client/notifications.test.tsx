import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { tellEnd, tellingNow, wantTelling } from "./notifications";

const ID = "00000000-0000-4000-8000-000000000001";

/** As much of the browser's notifications as the page uses; the person answers with `answer`. */
function notifications(answer: NotificationPermission) {
  const shown: { title: string; body: string | undefined }[] = [];
  class TestNotification extends EventTarget {
    static permission: NotificationPermission = "default";
    static async requestPermission() {
      TestNotification.permission = answer;
      return answer;
    }
    constructor(title: string, options?: NotificationOptions) {
      super();
      shown.push({ title, body: options?.body });
    }
  }
  vi.stubGlobal("Notification", TestNotification);
  return shown;
}

const look = (state: DocumentVisibilityState) => vi.spyOn(document, "visibilityState", "get").mockReturnValue(state);

beforeEach(() => {
  vi.stubGlobal("isSecureContext", true);
});
afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

describe("notifications", () => {
  it("are shown to who asked for them and looks elsewhere", async () => {
    const shown = notifications("granted");
    look("hidden");
    expect(tellingNow()).toBe("ask");
    await tellEnd(ID, "Version 1 is ready", "make it blue");
    expect(shown).toEqual([]);

    expect(await wantTelling()).toBe("wanted");
    look("visible");
    await tellEnd(ID, "Version 1 is ready", "make it blue");
    expect(shown).toEqual([]);
    look("hidden");
    await tellEnd(ID, "Version 1 is ready", "make it blue");
    expect(shown).toEqual([{ title: "Version 1 is ready", body: "make it blue" }]);
  });

  it("are not offered again to who said no, nor where there are none", async () => {
    notifications("denied");
    expect(await wantTelling()).toBe("no");
    vi.stubGlobal("Notification", undefined);
    expect(tellingNow()).toBe("no");
  });
});
