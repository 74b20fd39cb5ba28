import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { describe, expect, test } from "vitest";
import { testPicture } from "./test-picture";

// What only a running server shows. It is named by TEST_BASE_URL and keeps its limits as they are
// by default, for one of these tests counts them; without it they are skipped.
const base = process.env["TEST_BASE_URL"] ?? "";
const ID = randomUUID();

/** Sends text as it is and answers all that comes back until the server closes, or stays silent for a second. */
function raw(text: string): Promise<string> {
  const { hostname, port } = new URL(base);
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.setEncoding("utf8");
    socket.setTimeout(1000, () => socket.destroy());
    socket.on("data", (part: string) => (answer += part));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

describe.skipIf(base === "")("a running server, named by TEST_BASE_URL", () => {
  test.each([
    ["GET", "/health", 200],
    ["GET", "/health/ready", 200],
    ["GET", "/editors", 200],
    ["GET", "/openapi.json", 200],
    ["GET", `/edit/${ID}`, 404],
    ["DELETE", `/edit/${ID}`, 404],
    ["GET", `/feedback/${ID}`, 404],
    ["POST", `/edit/${ID}/cancel`, 404],
    ["POST", `/edit/${ID}/retry`, 404],
    ["PUT", `/uploads/${ID}`, 404],
    ["POST", `/chain/${ID}`, 405],
    ["PATCH", "/edit-image", 405],
    ["PATCH", "/feedback", 405],
    ["PATCH", "/uploads", 405],
    ["PATCH", "/analytics/chains", 405],
  ])(
    "%s %s: %i at the root and under /api, with and without a slash, never a redirect",
    async (method, path, status) => {
      for (const each of [path, `${path}/`, `/api${path}`, `/api${path}/`]) {
        const response = await fetch(base + each, { method, redirect: "manual" });
        expect([each, response.status]).toEqual([each, status]);
        expect(response.headers.get("content-type")).toMatch(/^application\/json/);
        expect(response.headers.get("x-request-id")).toMatch(/^[\w-]{36}$/);
        expect(response.headers.get("cache-control")).toBe("no-store");
        if (status === 405) expect(response.headers.get("allow")).toContain("OPTIONS");
      }
    },
  );

  test.each(["/api", "/api/nothing", "/api/edit", "/api/edit/a/b/c", "/api/inngest"])(
    "%s: 404 in the form of all errors",
    async (path) => {
      const response = await fetch(base + path);
      expect([response.status, await response.json()]).toEqual([
        404,
        { detail: "Not found", error_code: "NOT_FOUND", timestamp: expect.stringMatching(/Z$/) as unknown },
      ]);
    },
  );

  test("a picture has its length on the wire, and goes on where it broke off", async () => {
    const form = new FormData();
    form.set("prompt", "make it sharper");
    form.set("image", new File([new Uint8Array(await testPicture())], "a.jpg"));
    const accepted = (await (await fetch(`${base}/edit-image`, { method: "POST", body: form })).json()) as {
      edit_id: string;
    };
    const edit = (await (await fetch(`${base}/edit/${accepted.edit_id}`)).json()) as { original_image_url: string };
    const address = base + new URL(edit.original_image_url).pathname;
    const whole = await fetch(`${address}?download=a`);
    const bytes = await whole.bytes();
    expect(whole.headers.get("content-length")).toBe(String(bytes.length));
    expect(whole.headers.get("x-mizual-length")).toBeNull();
    const head = await fetch(address, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe(String(bytes.length));
    const rest = await fetch(address, { headers: { Range: "bytes=10-", "If-Range": head.headers.get("etag") ?? "" } });
    expect([rest.status, rest.headers.get("content-length")]).toEqual([206, String(bytes.length - 10)]);
    expect(Buffer.from(await rest.bytes()).equals(bytes.subarray(10))).toBe(true);
    expect((await fetch(address, { headers: { Range: `bytes=${bytes.length}-` } })).status).toBe(416);
  });

  test("HEAD /health", async () => {
    const response = await fetch(`${base}/health`, { method: "HEAD" });
    expect([response.status, await response.text()]).toEqual([200, ""]);
  });

  test("a client cannot choose the address that limits count by", async () => {
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) {
      const forged = `203.0.113.${count}`;
      const response = await fetch(`${base}/analytics/chains`, {
        headers: {
          "X-Mizual-Peer": forged,
          "X-Forwarded-For": forged,
          "X-Real-IP": forged,
          Forwarded: `for=${forged}`,
        },
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
  });

  test("a picture of 19 MB arrives whole, as a form and as JSON", async () => {
    const photo = await testPicture();
    // Bytes behind the end of a JPEG are ignored by decoders and dropped by us.
    const bytes = new Uint8Array(19 * 1024 * 1024);
    bytes.set(photo);
    const form = new FormData();
    form.set("prompt", "make it sharper");
    form.set("image", new Blob([bytes]));
    const json = JSON.stringify({ prompt: "make it sharper", image_data: Buffer.from(bytes).toString("base64") });
    for (const init of [{ body: form }, { body: json, headers: { "Content-Type": "application/json" } }]) {
      const response = await fetch(`${base}/edit-image/`, { method: "POST", redirect: "manual", ...init });
      expect(await response.json()).toMatchObject({ edit_id: expect.any(String) as unknown });
    }
  });

  test("an oversized body is refused at once, unread", async () => {
    const head =
      "POST /edit-image/ HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 300000000\r\n\r\n{";
    expect(await raw(head)).toMatch(/^HTTP\/1\.1 413 [^]*"error_code":"IMAGE_TOO_LARGE"/);
  });

  test("pages of other origins are refused", async () => {
    const response = await fetch(`${base}/edit-image/`, {
      method: "POST",
      headers: { Origin: "https://evil.example", "Content-Type": "text/plain" },
      body: "{}",
    });
    expect(response.status).toBe(403);
  });

  test("/docs: a page under a strict policy, its assets from our origin", async () => {
    const page = await fetch(`${base}/docs`);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(page.status).toBe(200);
    expect(policy).toMatch(/script-src [^;]*'nonce-/);
    expect(/script-src ([^;]*)/.exec(policy)?.[1]).not.toContain("unsafe-inline");
    const html = await page.text();
    for (const [, tag] of html.matchAll(/<script([^>]*)>/g)) expect(tag).toContain("nonce=");
    for (const [name, type] of [
      ["swagger-ui.css", "text/css; charset=utf-8"],
      ["swagger-ui-bundle.js", "text/javascript; charset=utf-8"],
    ] as const) {
      const asset = await fetch(`${base}/docs/${name}`);
      expect([asset.status, asset.headers.get("content-type")]).toEqual([200, type]);
      expect(await asset.text()).toBe(await readFile(`node_modules/swagger-ui-dist/${name}`, "utf8"));
    }
    for (const name of ["package.json", "..%2fpackage.json", "index.js", "swagger-ui-bundle.js.map"]) {
      expect((await fetch(`${base}/docs/${name}`)).status).toBe(404);
    }
  });
});
