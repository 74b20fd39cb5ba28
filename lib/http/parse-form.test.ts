import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { parseForm } from "./parse-form";

const TYPE = "multipart/form-data; boundary=b";
const CHUNK = 65_536;

type Outcome = { bytesRead: number; stopped: boolean; fields: Record<string, unknown> | null; error: unknown };

/** Parses a body that comes in chunks, and tells how much of it was read and whether its sender was stopped. */
async function parse(body: Uint8Array, { size = CHUNK, type = TYPE } = {}): Promise<Outcome> {
  const outcome: Outcome = { bytesRead: 0, stopped: false, fields: null, error: null };
  async function* chunks(): AsyncGenerator<Uint8Array> {
    let isOver = false;
    try {
      for (let at = 0; at < body.length; at += size) {
        outcome.bytesRead = Math.min(body.length, at + size);
        yield body.subarray(at, at + size);
      }
      isOver = true;
    } finally {
      outcome.stopped = !isOver;
    }
  }
  try {
    outcome.fields = await parseForm(chunks(), type);
  } catch (error) {
    outcome.error = error;
  }
  return outcome;
}

const part = (name: string, text = "", more = ""): string =>
  `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${text}\r\n`;
const bodyOf = (...parts: string[]): Buffer => Buffer.from(`${parts.join("")}--b--\r\n`);

test.each([
  ["290,000 empty files", Array.from({ length: 290_000 }, (_, n) => part(`f${n}`, "", '; filename=""')).join("")],
  ["290,000 fields", Array.from({ length: 290_000 }, (_, n) => part(`f${n}`)).join("")],
  ["parts without a name", "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n".repeat(400_000)],
  ["parts without a header", "--b\r\n\r\nx\r\n".repeat(2_000_000)],
  ["one header of 20 MB", `--b\r\n${"X-A: b\r\n".repeat(2_500_000)}\r\nx\r\n`],
  ["one name of 20 MB", part("n".repeat(20_000_000), "x")],
  ["20 MB before the first part", `${"x".repeat(20_000_000)}\r\n${part("prompt", "x")}`],
])("stops reading %s at once", async (_what, text) => {
  const body = bodyOf(text);
  expect(body.length).toBeGreaterThan(15_000_000);
  const { bytesRead, stopped, error } = await parse(body);
  expect(error).toMatchObject({
    code: "VALIDATION_FAILED",
    fields: [{ path: "", message: expect.any(String) as string }],
  });
  expect([stopped, bytesRead <= 4 * CHUNK]).toEqual([true, true]);
});

test.each([TYPE, 'multipart/form-data; boundary="b"', "multipart/form-data; charset=utf-8; Boundary=b"])(
  "parses nothing of a chunk that has too many parts: %s",
  async (type) => {
    const nameless = "--b\r\nContent-Disposition: form-data\r\n\r\nx\r\n";
    const { error } = await parse(bodyOf(nameless, ...Array.from({ length: 40 }, (_, n) => part(`f${n}`))), { type });
    expect(error).toMatchObject({ fields: [{ path: "", message: "The form has too many parts." }] });
  },
);

test("stops reading 20 MB behind the last part at once", async () => {
  const { bytesRead, error } = await parse(Buffer.concat([bodyOf(part("prompt", "x")), Buffer.alloc(20_000_000)]));
  expect(error).toMatchObject({ code: "VALIDATION_FAILED" });
  expect(bytesRead).toBeLessThanOrEqual(4 * CHUNK);
});

test.each([
  ["a name of more than 100 letters", part("n".repeat(101), "x")],
  ["seventeen parts", Array.from({ length: 17 }, (_, n) => part(`f${n}`, "x")).join("")],
  [
    "a header of more than 8 KB before its name",
    `--b\r\nX-A: ${"b".repeat(8192)}\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n`,
  ],
])("refuses %s", async (_what, text) => {
  const { fields, error } = await parse(bodyOf(text));
  // A part whose name lies behind the limit has none.
  if (error === null) expect(fields).toEqual({});
  else expect(error).toMatchObject({ code: "VALIDATION_FAILED" });
});

test("reads what FormData writes, however it is cut", async () => {
  const form = new FormData();
  form.set("prompt", "mach es wärmer – 更暖一点");
  form.set("editor", "");
  form.set("image", new File([Buffer.from("ÿØbytes\r\n--b\r\nmore")], 'a "name".jpg', { type: "image/jpeg" }));
  form.set("image_data", new Blob([]));
  const encoded = new Response(form);
  const type = encoded.headers.get("content-type") ?? "";
  const body = new Uint8Array(await encoded.arrayBuffer());
  for (const size of [1, 2, 3, 7, 64, 1000, CHUNK]) {
    const { fields, error } = await parse(body, { size, type });
    expect(error).toBeNull();
    expect(Object.keys(fields ?? {})).toEqual(["prompt", "image", "image_data"]);
    expect(fields?.["prompt"]).toBe("mach es wärmer – 更暖一点");
    const [image, empty] = [fields?.["image"], fields?.["image_data"]];
    expect(image instanceof File && (await image.text())).toBe("ÿØbytes\r\n--b\r\nmore");
    expect(empty instanceof File && empty.size).toBe(0);
  }
});

test("keeps a file of 20 MB to the byte", async () => {
  const file = Buffer.alloc(20_000_000, "abc\r\n--x");
  const head = `--b\r\nContent-Disposition: form-data; name="image"; filename="a"\r\nContent-Type: image/png\r\n\r\n`;
  const { fields } = await parse(Buffer.concat([Buffer.from(head), file, Buffer.from("\r\n--b--")]));
  const image = fields?.["image"];
  expect(image instanceof File && Buffer.from(await image.arrayBuffer()).equals(file)).toBe(true);
});

test.each([
  ["no boundary in the type", bodyOf(part("a", "x")), { type: "multipart/form-data" }],
  ["another boundary", bodyOf(part("a", "x")), { type: "multipart/form-data; boundary=c" }],
  ["no end", Buffer.from(part("a", "x")), {}],
  ["an end inside a header", Buffer.from("--b\r\nContent-Disp"), {}],
  ["nothing in it", Buffer.alloc(0), {}],
  ["a field twice", bodyOf(part("a", "x"), part("a", "y")), {}],
])("refuses a form with %s", async (_what, body, options) => {
  expect((await parse(body, options)).error).toMatchObject({ code: "VALIDATION_FAILED" });
});

test("ends with an answer or an error of ours, whatever the bytes are", { timeout: 60_000 }, async () => {
  const pieces = fc.constantFrom(
    "--b",
    "--b--",
    "\r\n",
    "\n",
    "\r",
    "-",
    'Content-Disposition: form-data; name="a"',
    'Content-Disposition: form-data; name="b"; filename="c"',
    "Content-Disposition: attachment",
    "Content-Type: multipart/mixed; boundary=x",
    ": ",
    "x",
    "\0",
    "\r\n\r\n",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(pieces, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }), async (words, size) => {
      const { fields, error } = await parse(Buffer.from(words.join("")), { size });
      expect(fields !== null || error instanceof AppError).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
