import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blobKey, uploadKey } from "@/lib/blob/blob-store";
import { setServices } from "@/lib/services";
import { createTestServices, type TestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";
import { DELETE, GET, HEAD, OPTIONS, POST } from "./route";
import { PEER_HEADER } from "@/lib/limits/client-address";
import { GET as getSizes } from "./sizes/route";

import sharp from "sharp";

const KEY = blobKey("result", randomUUID(), "png");
const BYTES = new Uint8Array([1, 2, 3, 4]);

let test: TestServices;

beforeAll(async () => {
  test = await createTestServices({}, { ALLOWED_ORIGINS: "https://friend.example" });
  setServices(test.services);
  await test.services.blobs.put(KEY, BYTES, "image/png");
});
afterAll(async () => {
  setServices(null);
  await test.close();
});

const ask = (handler: typeof GET, key: string, init: RequestInit = {}) =>
  handler(new Request(`http://localhost:3000/api/images/${encodeURIComponent(key)}`, init), {
    params: Promise.resolve({ key }),
  });

describe("GET /api/images/{key}", () => {
  it("answers with the picture, sandboxed and cached", async () => {
    const response = await ask(GET, KEY);
    expect(response.status).toBe(200);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(BYTES);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "cache-control": "private, max-age=86400, immutable",
      "content-length": "4",
      "content-security-policy": "sandbox; default-src 'none'",
      "content-type": "image/png",
      "cross-origin-resource-policy": "cross-origin",
      "x-content-type-options": "nosniff",
      vary: "Sec-Fetch-Dest, Sec-Fetch-Mode, Origin",
    });
    expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  });

  it("answers HEAD without the bytes", async () => {
    const response = await ask(HEAD, KEY, { method: "HEAD" });
    expect([response.status, response.headers.get("content-length"), response.body]).toEqual([200, "4", null]);
  });

  it("answers 304 to a browser that has it", async () => {
    const tag = (await ask(HEAD, KEY, { method: "HEAD" })).headers.get("etag") ?? "";
    const response = await ask(GET, KEY, { headers: { "if-none-match": tag } });
    expect([response.status, response.headers.get("etag"), response.body]).toEqual([304, tag, null]);
  });

  it.each([
    ["https://friend.example", "https://friend.example"],
    ["https://evil.example", null],
    ["https://friend.example.evil.example", null],
    ["null", null],
  ])("opens itself to pages of %s: %s", async (origin, allowed) => {
    const response = await ask(GET, KEY, { headers: { origin } });
    expect(response.headers.get("access-control-allow-origin")).toBe(allowed);
    await response.body?.cancel();
  });

  it.each([
    blobKey("result", randomUUID(), "png"),
    uploadKey(randomUUID()),
    "../../etc/passwd",
    "x",
    "%00",
    `${KEY}.html`,
  ])("answers 404 as JSON to %j", async (key) => {
    const response = await ask(GET, key);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({
      detail: "Not found",
      error_code: "NOT_FOUND",
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  it("answers it in another form, cached by itself, and says how large each is", async () => {
    const key = blobKey("result", randomUUID(), "jpg");
    const stored = await testPicture(320, 240);
    await test.services.blobs.put(key, stored, "image/jpeg");
    const form = (query: string, init: RequestInit = {}) => {
      const address = `http://localhost:3000/api/images/${key}?${query}`;
      return (init.method === "HEAD" ? HEAD : GET)(new Request(address, init), { params: Promise.resolve({ key }) });
    };
    const tags = new Set<string | null>();
    for (const [query, type, format] of [
      ["format=png&download=a.jpg", "image/png", "png"],
      ["format=webp", "image/webp", "webp"],
      ["format=webp&quality=50", "image/webp", "webp"],
      ["format=avif&quality=50", "image/avif", "heif"],
      ["format=jpeg&quality=60", "image/jpeg", "jpeg"],
      ["format=jpeg&longest=100", "image/jpeg", "jpeg"],
    ] as const) {
      const response = await form(query);
      expect([response.status, response.headers.get("content-type")], query).toEqual([200, type]);
      expect(response.headers.get("cache-control")).toBe("private, max-age=86400, immutable");
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(response.headers.get("content-length")).toBe(String(bytes.byteLength));
      expect(await sharp(bytes).metadata()).toMatchObject({
        format,
        ...(query.includes("longest") ? { width: 100, height: 75 } : { width: 320, height: 240 }),
      });
      const tag = response.headers.get("etag");
      tags.add(tag);
      expect((await form(query, { headers: { "if-none-match": tag ?? "" } })).status).toBe(304);
      const head = await form(query, { method: "HEAD" });
      expect([head.status, head.headers.get("content-type"), head.body]).toEqual([200, type, null]);
      if (query.includes("download")) expect(response.headers.get("content-disposition")).toContain('filename="a.png"');
    }
    expect(tags.size).toBe(6);
    for (const same of ["", "format=jpeg", "format=jpeg&quality=95", "format=jpeg&quality=100"])
      expect(Buffer.from(await (await form(same)).arrayBuffer()).equals(stored), same).toBe(true);
    for (const wrong of [
      "format=gif",
      "format=",
      "quality=50",
      "format=png&quality=50",
      "format=webp&quality=0",
      "format=webp&quality=101",
      "format=webp&quality=5.5",
      "format=webp&format=png",
      "longest=100",
      "format=webp&longest=0",
      "format=webp&longest=1e3",
    ])
      expect((await form(wrong)).status, wrong).toBe(422);

    const answer = await getSizes(
      new Request(`http://localhost:3000/api/images/${key}/sizes`, { headers: { [PEER_HEADER]: "192.0.2.1" } }),
      {
        params: Promise.resolve({ key }),
      },
    );
    expect(answer.status).toBe(200);
    expect(await answer.json()).toMatchObject({
      jpeg: { bytes: stored.byteLength, exact: true },
      png: { exact: true },
    });
    const smaller = await getSizes(
      new Request(`http://localhost:3000/api/images/${key}/sizes?quality=60&longest=100`, {
        headers: { [PEER_HEADER]: "192.0.2.1" },
      }),
      {
        params: Promise.resolve({ key }),
      },
    );
    const { jpeg } = (await smaller.json()) as { jpeg: { bytes: number } };
    const made = await (await form("format=jpeg&quality=60&longest=100")).arrayBuffer();
    expect(jpeg).toEqual({ bytes: made.byteLength, exact: true });
    for (const unknown of [
      KEY.replace("png", "svg"),
      uploadKey(randomUUID()),
      blobKey("result", randomUUID(), "png"),
    ]) {
      const context = { params: Promise.resolve({ key: unknown }) };
      expect(
        (
          await getSizes(
            new Request("http://localhost:3000/api/images/x/sizes", { headers: { [PEER_HEADER]: "192.0.2.1" } }),
            context,
          )
        ).status,
      ).toBe(404);
      expect((await GET(new Request("http://localhost:3000/api/images/x?format=webp"), context)).status).toBe(404);
    }
  });

  it("answers 405 to what changes things, and says what it allows", async () => {
    for (const [method, handler] of Object.entries({ POST, DELETE })) {
      const response = await ask(handler, KEY, { method });
      expect([response.status, response.headers.get("allow")]).toEqual([405, "GET, HEAD, OPTIONS"]);
    }
    expect((await ask(OPTIONS, KEY, { method: "OPTIONS" })).status).toBe(204);
    expect(await test.services.blobs.head(KEY)).not.toBeNull();
  });
});
