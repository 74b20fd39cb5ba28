import { afterEach, describe, expect, it, vi } from "vitest";
import { addObserver, currentTrace, flushObservers, observed, type Observer, tell } from "./observe";

const CALL = { kind: "call", part: "editor", name: "flux", operation: "submit" } as const;

const added: Array<() => void> = [];
const watch = (observer: Observer) => void added.push(addObserver(observer));
afterEach(() => {
  for (const remove of added.splice(0)) remove();
  vi.restoreAllMocks();
});

const fail = (): never => {
  throw new Error("the observer is broken");
};

/** Every way in which what surrounds an activity can go wrong. */
const AROUND: ReadonlyArray<[what: string, around: NonNullable<Observer["around"]>]> = [
  ["throws before the work", () => fail()],
  ["rejects before the work", async () => fail()],
  ["rejects after the work", async (_activity, work) => (await work(), fail())],
  ["throws while the work goes on", (_activity, work) => (void work(), fail())],
  ["answers something else", async (_activity, work) => (await work(), "else" as never)],
  ["does not wait for the work", async (_activity, work) => (void work(), "else" as never)],
  ["does the work twice", async (_activity, work) => (await work(), work())],
];

describe.each(AROUND)("an observer that %s", (_what, around) => {
  it("changes nothing about what the work comes to, and has it done once", async () => {
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    const heard: unknown[] = [];
    watch({ around, ended: fail, happened: fail, currentTrace: fail, flush: fail });
    watch({ ended: (_activity, { result }) => void heard.push(result), currentTrace: () => "trace" });
    const work = vi
      .fn<() => Promise<string>>()
      .mockResolvedValueOnce("done")
      .mockRejectedValueOnce(new TypeError("no"));
    expect(await observed(CALL, work)).toBe("done");
    await expect(observed(CALL, work)).rejects.toThrow(new TypeError("no"));
    expect(work).toHaveBeenCalledTimes(2);
    expect(heard).toEqual(["ok", "unexpected"]);
  });
});

it("observers that throw keep nothing from the others, nor from who tells, and are named once", async () => {
  const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const heard: string[] = [];
  watch({ happened: fail, currentTrace: fail, flush: fail });
  watch({ happened: ({ kind }) => void heard.push(kind), currentTrace: () => "trace" });
  tell({ kind: "refused", limit: "edit" });
  tell({ kind: "refused", limit: "edit" });
  expect(heard).toEqual(["refused", "refused"]);
  expect(currentTrace()).toBe("trace");
  await flushObservers();
  expect(write.mock.calls.map(([line]) => String(line))).toEqual([expect.stringContaining("the observer is broken")]);
});
