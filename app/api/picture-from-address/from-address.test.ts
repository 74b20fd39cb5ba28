import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { createProviderDownload } from "@/lib/download";
import { pictureFromAddress } from "./from-address";

const requester = { address: "192.0.2.7", browser: null };

/** Somebody's web server: here it is a public one by the word of the test. */
const pages: Record<string, RequestListener> = {
  "/picture": (_, response) => void picture().then((bytes) => response.end(bytes)),
  "/moved": (_, response) => void response.writeHead(302, { Location: "/picture" }).end(),
  "/inside": (_, response) => void response.writeHead(302, { Location: "https://169.254.169.254/latest" }).end(),
  "/round": (_, response) => void response.writeHead(302, { Location: "/round" }).end(),
  "/page": (_, response) => void response.end("<!doctype html><title>A page</title>"),
  "/large": (_, response) => void response.end(Buffer.alloc(21 * 1024 * 1024)),
};
const server = createServer((request, response) => {
  const page = pages[request.url ?? ""];
  if (page === undefined) response.writeHead(404).end();
  else page(request, response);
});
let base = "";

beforeAll(async () => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const picture = () =>
  sharp({ create: { width: 8, height: 6, channels: 3, background: "red" } })
    .png()
    .toBuffer();
const take = (path: string) =>
  pictureFromAddress(`${base}${path}`, requester, createProviderDownload({ domain: "invalid", baseUrl: base }));
const refusal = (running: Promise<unknown>) =>
  running.then(
    () => "taken",
    (error: unknown) => (error instanceof AppError ? error.code : error),
  );

describe("a picture from an address", () => {
  it("is taken as it is, also where it has moved to", async () => {
    const bytes = await picture();
    expect(await take("/picture")).toEqual(bytes);
    expect(await take("/moved")).toEqual(bytes);
  });

  it.each([
    ["/nothing", "ADDRESS_NOT_REACHED"],
    ["/round", "ADDRESS_NOT_REACHED"],
    ["/page", "IMAGE_TYPE_NOT_SUPPORTED"],
    ["/large", "IMAGE_TOO_LARGE"],
    // Judged at every hop: a cloud's metadata.
    ["/inside", "ADDRESS_NOT_ALLOWED"],
  ])("of %s is refused with %s", async (path, code) => {
    expect(await refusal(take(path))).toBe(code);
  });

  it.each([
    "http://example.com/a.jpg",
    "https://example.com:8443/a.jpg",
    "https://me:secret@example.com/a.jpg",
    "https://127.0.0.1/a.jpg",
    "https://[::1]/a.jpg",
    "https://localhost/a.jpg",
    "https://10.0.0.1/a.jpg",
    "https://169.254.169.254/latest/meta-data",
    "https://2130706433/a.jpg",
    "file:///etc/passwd",
    "not an address",
  ])("is not asked for at %s", async (address) => {
    expect(await refusal(pictureFromAddress(address, requester))).toBe("ADDRESS_NOT_ALLOWED");
  });
});
