/** Bytes from `start` up to and with `end`. */
type ByteRange = { start: number; end: number };

/**
 * What a request wants of a picture of `size` bytes (RFC 9110 §14): one range of it, `"unsatisfiable"` where there
 * is nothing of it, or `null` for the whole: without the header, with one that is not understood, with several
 * ranges, and with an `If-Range` that is not this picture's strong tag.
 */
export function rangeOf(headers: Headers, tag: string, size: number): ByteRange | "unsatisfiable" | null {
  const ifRange = headers.get("if-range");
  if (ifRange !== null && ifRange.trim() !== tag) return null;
  const [, from = "", to = ""] =
    /^bytes=(\d{0,15})-(\d{0,15})$/i.exec(headers.get("range")?.replaceAll(/\s/g, "") ?? "") ?? [];
  if (from === "" && to === "") return null;
  if (from === "") {
    const last = Math.min(Number(to), size);
    return last === 0 ? "unsatisfiable" : { start: size - last, end: size - 1 };
  }
  const start = Number(from);
  if (to !== "" && Number(to) < start) return null;
  if (start >= size) return "unsatisfiable";
  return { start, end: to === "" ? size - 1 : Math.min(Number(to), size - 1) };
}

/** These bytes of a body; what comes after them is never read. */
export function partOf(body: ReadableStream<Uint8Array>, { start, end }: ByteRange): ReadableStream<Uint8Array> {
  const reader = body.getReader();
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        const [from, until] = [Math.max(0, start - at), Math.min(value.byteLength, end + 1 - at)];
        at += value.byteLength;
        const chunk = from < until ? value.subarray(from, until) : null;
        if (chunk !== null) controller.enqueue(chunk);
        if (at > end) {
          await reader.cancel();
          return controller.close();
        }
        if (chunk !== null) return;
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
}
