import { afterEach, describe, expect, it, vi } from "vitest";
import { testLocalPicture } from "../test-editor";
import { browserDrafts } from "./kept-draft";

/** As much of a browser's database as keeps drafts: a request is answered first, its transaction ends when it is told to. */
class TestDatabase {
  readonly kept = new Map<string, unknown>();
  readonly transaction = Object.assign(new EventTarget(), { error: null as Error | null });

  open() {
    const answered = (result: unknown) => {
      const request = Object.assign(new EventTarget(), { result, error: null });
      queueMicrotask(() => request.dispatchEvent(new Event("success")));
      return request;
    };
    const store = {
      put: (value: unknown, key: string) => answered(this.kept.set(key, value)),
      get: (key: string) => answered(this.kept.get(key)),
      delete: (key: string) => answered(this.kept.delete(key)),
      openCursor: () => this.cursor(),
    };
    const transaction = Object.assign(this.transaction, { objectStore: () => store });
    return answered({ transaction: () => transaction, close: () => undefined });
  }

  private cursor() {
    const request: EventTarget & { result?: unknown } = new EventTarget();
    const rows = [...this.kept];
    const step = () => {
      const row = rows.shift();
      request.result =
        row === undefined ? null : { value: row[1], delete: () => this.kept.delete(row[0]), continue: step };
      queueMicrotask(() => request.dispatchEvent(new Event("success")));
    };
    step();
    return request;
  }

  end(type: "complete" | "abort", error: Error | null = null) {
    this.transaction.error = error;
    this.transaction.dispatchEvent(new Event(type));
  }
}

function stubDatabase(): TestDatabase {
  const database = new TestDatabase();
  vi.stubGlobal("indexedDB", database);
  return database;
}

/** Lets all that is waiting for nothing but itself go on. */
const settle = () => new Promise((resolve) => setTimeout(resolve));

afterEach(() => {
  vi.unstubAllGlobals();
  sessionStorage.clear();
});

describe("the drafts of this browser", () => {
  it("are kept once their transaction is, and not before", async () => {
    const database = stubDatabase();
    const told = vi.fn<(word: string) => void>();
    const written = browserDrafts()
      .write(testLocalPicture())
      .then(() => told("kept"));
    await settle();
    expect(told).not.toHaveBeenCalled();
    database.end("complete");
    await written;
    expect(told).toHaveBeenCalledOnce();
  });

  it("are not where the browser has no room for them after all", async () => {
    const database = stubDatabase();
    setTimeout(() => database.end("abort", new Error("Quota exceeded.")), 10);
    await expect(browserDrafts().write(testLocalPicture())).rejects.toThrow("Quota exceeded.");
  });

  it("of tabs that were closed stay for a week", async () => {
    const database = stubDatabase();
    const days = (number: number) => ({ file: new Blob(), name: "a.png", at: Date.now() - number * 86_400_000 });
    database.kept.set("last week's", days(8)).set("yesterday's", days(2));
    const read = browserDrafts().read();
    await settle();
    await settle();
    database.end("complete");
    await read;
    expect([...database.kept.keys()]).toEqual(["yesterday's"]);
  });
});
