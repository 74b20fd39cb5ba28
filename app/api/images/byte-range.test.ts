import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { partOf, rangeOf } from "./byte-range";

const TAG = '"abc"';
const ask = (range: string | null, ifRange: string | null = null) => {
  const headers = new Headers();
  if (range !== null) headers.set("Range", range);
  if (ifRange !== null) headers.set("If-Range", ifRange);
  return rangeOf(headers, TAG, 100);
};

describe("rangeOf", () => {
  it.each<[string, string | null, ReturnType<typeof ask>]>([
    ["none", null, null],
    ["the first bytes", "bytes=0-9", { start: 0, end: 9 }],
    ["from one on", "bytes=90-", { start: 90, end: 99 }],
    ["the last", "bytes=-10", { start: 90, end: 99 }],
    ["more than there is", "bytes=50-1000", { start: 50, end: 99 }],
    ["the last of more than there is", "bytes=-1000", { start: 0, end: 99 }],
    ["behind the end", "bytes=100-", "unsatisfiable"],
    ["the last none", "bytes=-0", "unsatisfiable"],
    ["backwards", "bytes=9-0", null],
    ["several", "bytes=0-1,5-6", null],
    ["another unit", "lines=0-1", null],
    ["nonsense", "bytes=a-b", null],
    ["without bounds", "bytes=-", null],
  ])("%s: %s", (_what, range, expected) => {
    expect(ask(range)).toEqual(expected);
  });

  it("goes on only with what was begun: by the strong tag alone", () => {
    expect(ask("bytes=1-2", TAG)).toEqual({ start: 1, end: 2 });
    expect(ask("bytes=1-2", `W/${TAG}`)).toBeNull();
    expect(ask("bytes=1-2", '"other"')).toBeNull();
    expect(ask("bytes=1-2", "Wed, 21 Oct 2026 07:28:00 GMT")).toBeNull();
  });
});

describe("partOf", () => {
  const bodyOf = (bytes: Uint8Array, chunk: number, onCancel: () => void = () => {}) => {
    let at = 0;
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= bytes.length) return controller.close();
        controller.enqueue(bytes.subarray(at, (at += chunk)));
      },
      cancel: onCancel,
    });
  };

  it("is these bytes, however the body is cut into chunks", async () => {
    const bytes = Uint8Array.from({ length: 100 }, (_, index) => index);
    await fc.assert(
      fc.asyncProperty(fc.nat(99), fc.nat(99), fc.integer({ min: 1, max: 100 }), async (one, other, chunk) => {
        const [start, end] = [Math.min(one, other), Math.max(one, other)];
        const part = await new Response(partOf(bodyOf(bytes, chunk), { start, end })).bytes();
        expect([...part]).toEqual([...bytes.subarray(start, end + 1)]);
      }),
    );
  });

  it("reads nothing after them, and lets go of the body when its reader does", async () => {
    let canceled = 0;
    const body = () => bodyOf(new Uint8Array(100), 10, () => (canceled += 1));
    await new Response(partOf(body(), { start: 0, end: 4 })).bytes();
    expect(canceled).toBe(1);
    await partOf(body(), { start: 0, end: 99 }).cancel();
    expect(canceled).toBe(2);
  });
});
